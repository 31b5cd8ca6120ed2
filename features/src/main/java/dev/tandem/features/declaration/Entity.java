package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * What features are about: a user, an item, or a pair of them.
 *
 * @param keys the fields that identify one, each int64 or string; a source or a training row has
 *     them under these names
 */
public record Entity(String name, List<Field> keys) {
  /** The types a key can have. */
  public static final List<ValueType> KEY_TYPES = List.of(ValueType.INT64, ValueType.STRING);

  public Entity {
    keys = List.copyOf(keys);
  }
}
