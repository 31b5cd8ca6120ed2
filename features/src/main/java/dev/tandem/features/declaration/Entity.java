package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.List;

/**
 * What features are about: a user, an item, or a pair of them.
 *
 * @param keys the fields that identify one, each int64 or string; a source or a training row has
 *     them under these names
 */
public record Entity(String name, List<Field> keys) {
  public Entity {
    keys = List.copyOf(keys);
  }
}
