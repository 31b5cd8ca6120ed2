package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;

/** How the longs and strings of {@link WindowColumns} become values of a type. */
final class Values {
  private Values() {}

  // Hot path: PointInTimeJoinBenchmark.
  /** Writes a state's numbers, null where a window is empty. */
  static void write(ValueType type, WindowColumns windows, int state, Column out) {
    long[] numbers = windows.numbers(state);
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        out.setNull(windows.row(i));
      } else {
        write(type, numbers[i], out, windows.row(i));
      }
    }
  }

  private static void write(ValueType type, long value, Column out, int row) {
    if (type == ValueType.FLOAT64) {
      ((DoubleColumn) out).set(row, OrderedDouble.decode(value));
    } else {
      ((LongColumn) out).set(row, value);
    }
  }

  /** Writes the value of an event. */
  static void writeValue(ValueType type, WindowColumns windows, int event, Column out, int row) {
    if (type == ValueType.STRING) {
      ((StringColumn) out).set(row, windows.text(event));
    } else {
      write(type, windows.value(event), out, row);
    }
  }
}
