package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;

/** Reads int64 fields. */
final class LongParser extends FieldParser {
  private final LongColumn column;
  private final DecimalLong number = new DecimalLong();
  private final long min;
  private final long max;

  LongParser(SourceField field, Column column) {
    super(field);
    this.column = (LongColumn) column;
    // A double bound beyond the longs saturates in the conversion, which allows every long there.
    this.min = field.range().map(r -> (long) Math.ceil(r.min())).orElse(Long.MIN_VALUE);
    this.max = field.range().map(r -> (long) Math.floor(r.max())).orElse(Long.MAX_VALUE);
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
    column.set(row, value);
    return check(value);
  }

  /** Why a value of the right type is refused, or null if it is good. */
  Rejection check(long value) {
    return value < min || value > max ? Rejection.OUT_OF_RANGE : null;
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new IntegerConverter(this, column);
  }

  @Override
  String allowed() {
    return field()
        .range()
        .map(r -> "an int64 from " + min + " to " + max)
        .orElse("an int64, for example -12");
  }
}
