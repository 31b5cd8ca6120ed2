package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;

/** Converts floating-point numbers, and integers that are small enough to be exact. */
final class NumberConverter extends FieldConverter {
  private final DoubleParser parser;
  private final DoubleColumn column;

  NumberConverter(DoubleParser parser, DoubleColumn column) {
    super(parser);
    this.parser = parser;
    this.column = column;
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    for (int i = 0; i < count; i++) {
      if (stored.isNull(from + i)) {
        setNull(row, i, refusals);
      } else {
        double value = value(stored, from + i);
        if (Double.isFinite(value)) {
          // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
          column.set(row + i, value + 0.0);
          refuse(parser.check(value), i, refusals);
        } else {
          refuse(Rejection.NOT_FINITE, i, refusals);
        }
      }
    }
  }

  private static double value(Column stored, int row) {
    return stored instanceof DoubleColumn doubles
        ? doubles.value(row)
        : ((LongColumn) stored).value(row);
  }
}
