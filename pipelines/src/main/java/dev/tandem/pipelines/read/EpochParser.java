package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.Optional;

/** Reads instants written as UTC epoch seconds or milliseconds. */
final class EpochParser extends FieldParser {
  private final LongColumn column;
  private final DecimalLong number = new DecimalLong();
  private final long unitMillis;

  EpochParser(SourceField field, Column column) {
    super(field);
    this.column = (LongColumn) column;
    this.unitMillis = field.timeUnit().equals(Optional.of(TimeUnit.SECONDS)) ? 1000 : 1;
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    if (!number.read(bytes, from, to)) {
      return Rejection.WRONG_TYPE;
    }
    long value = number.value();
    if (value > Long.MAX_VALUE / unitMillis || value < Long.MIN_VALUE / unitMillis) {
      return Rejection.WRONG_TYPE;
    }
    column.set(row, value * unitMillis);
    return null;
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new InstantConverter(this, column, kind);
  }

  @Override
  String allowed() {
    return "UTC epoch " + (unitMillis == 1 ? "milliseconds" : "seconds");
  }
}
