package dev.tandem.training.rows;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
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
    return IntStream.range(0, table.rows())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(times::value)
                .thenComparingLong(high::value)
                .thenComparingLong(low::value))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
