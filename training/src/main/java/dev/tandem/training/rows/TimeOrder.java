package dev.tandem.training.rows;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of training rows by time, then by identity, so that a run does not depend on the order
 * in which a dataset holds them.
 */
final class TimeOrder {
  private TimeOrder() {}

  /** The rows of a table with the {@link EventColumns}, earliest first. */
  static int[] of(Table table) {
    LongColumn times = table.longs(EventColumns.TIME);
    LongColumn high = table.longs(EventColumns.ID_HI);
    LongColumn low = table.longs(EventColumns.ID_LO);
    Comparator<Integer> earlier =
        Comparator.<Integer>comparingLong(times::value)
            .thenComparingLong(high::value)
            .thenComparingLong(low::value);
    int[] rows = IntStream.range(0, table.rows()).toArray();
    return isOrdered(rows, earlier)
        ? rows
        : Arrays.stream(rows).boxed().sorted(earlier).mapToInt(Integer::intValue).toArray();
  }

  /** Datasets are mostly written in order, and then nothing needs to be sorted. */
  private static boolean isOrdered(int[] rows, Comparator<Integer> earlier) {
    for (int i = 1; i < rows.length; i++) {
      if (earlier.compare(rows[i - 1], rows[i]) > 0) {
        return false;
      }
    }
    return true;
  }
}
