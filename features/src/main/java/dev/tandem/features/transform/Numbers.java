package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import java.util.Arrays;

/** The non-null numbers of some rows. */
final class Numbers {
  private double[] values = new double[1024];
  private int size;

  void add(Column column, int[] rows) {
    if (size + rows.length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + rows.length, 2 * values.length));
    }
    for (int row : rows) {
      if (!column.isNull(row)) {
        values[size++] = value(column, row);
      }
    }
  }

  /** The number in a row that is not null. */
  static double value(Column column, int row) {
    return column instanceof DoubleColumn doubles
        ? doubles.value(row)
        : (double) ((LongColumn) column).value(row);
  }

  /** The numbers in ascending order: the same array for the same numbers in any order. */
  double[] sorted() {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
