package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.Objects;

/** A named, typed column of a {@link Table} or a source. */
public record Field(String name, ValueType type) {
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
