package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;

/** How the longs and strings of a {@link WindowState} become values of a type. */
final class Values {
  private Values() {}

  static void write(ValueType type, long value, Column out, int row) {
    if (type == ValueType.FLOAT64) {
      ((DoubleColumn) out).set(row, OrderedDouble.decode(value));
    } else {
      ((LongColumn) out).set(row, value);
    }
  }

  static void write(ValueType type, WindowState window, int item, Column out, int row) {
    if (type == ValueType.STRING) {
      ((StringColumn) out).set(row, window.text(item));
    } else {
      write(type, window.item(item), out, row);
    }
  }
}
