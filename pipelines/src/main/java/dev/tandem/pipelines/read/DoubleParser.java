package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;

/** Reads float64 fields; -0.0 becomes 0.0. */
final class DoubleParser extends FieldParser {
  private final DoubleColumn column;
  private final DecimalDouble number = new DecimalDouble();
  private final double min;
  private final double max;

  DoubleParser(SourceField field, Column column) {
    super(field);
    this.column = (DoubleColumn) column;
    this.min = field.range().map(SourceField.Range::min).orElse(-Double.MAX_VALUE);
    this.max = field.range().map(SourceField.Range::max).orElse(Double.MAX_VALUE);
  }

  @Override
  Column column() {
    return column;
  }

  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    Rejection rejection = number.read(bytes, from, to);
    if (rejection != null) {
      return rejection;
    }
    double value = number.value();
    column.set(row, value);
    return check(value);
  }

  /** Why a finite value is refused, or null if it is good. */
  Rejection check(double value) {
    return value < min || value > max ? Rejection.OUT_OF_RANGE : null;
  }

  @Override
  FieldConverter converter(StoredKind kind) {
    return new NumberConverter(this, column);
  }

  @Override
  String allowed() {
    return field()
        .range()
        .map(r -> "a finite float64 from " + min + " to " + max)
        .orElse("a finite float64, for example -1.5e3");
  }
}
