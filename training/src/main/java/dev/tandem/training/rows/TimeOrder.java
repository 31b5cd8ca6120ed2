package dev.tandem.training.rows;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.TimeSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order of training rows by time, then by identity, so that a run does not depend on the order
 * in which they are stored. Immutable.
 *
 * <p>Needs four bytes for each row, none if they are stored in that order, and while it is made 32
 * more.
 */
final class TimeOrder {
  private static final int[] AS_STORED = {};

  private final int rows;
  private final int[] places;

  private TimeOrder(int rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /**
   * The order of stored rows with the {@link EventColumns}.
   *
   * @param sortedTimes has as many elements as there are rows and is filled with their times,
   *     earliest first
   */
  static TimeOrder of(StoredRows stored, long[] sortedTimes) {
    Scan scan = new Scan(sortedTimes);
    stored.forEachChunk(EventColumns.FIELDS.stream().map(Field::name).toList(), scan::add);
    if (scan.ordered) {
      return new TimeOrder(sortedTimes.length, AS_STORED);
    }
    int[] order = TimeSort.sort(sortedTimes, sortedTimes.length);
    breakTies(order, sortedTimes, stored);
    long[] times = sortedTimes.clone();
    int[] places = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
      sortedTimes[place] = times[order[place]];
    }
    return new TimeOrder(order.length, places);
  }

  /** Orders rows of one time by identity. */
  private static void breakTies(int[] order, long[] times, StoredRows stored) {
    long[] high = column(stored, EventColumns.ID_HI, order.length);
    long[] low = column(stored, EventColumns.ID_LO, order.length);
    IndexSort.RowOrder byIdentity =
        (a, b) ->
            high[a] != high[b] ? Long.compare(high[a], high[b]) : Long.compare(low[a], low[b]);
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && times[order[to]] == times[order[from]]) {
        to++;
      }
      IndexSort.sort(order, from, to, byIdentity);
    }
  }

  private static long[] column(StoredRows stored, String name, int rows) {
    long[] values = new long[rows];
    int[] filled = {0};
    stored.forEachChunk(
        List.of(name),
        chunk -> {
          LongColumn column = chunk.longs(name);
          for (int row = 0; row < chunk.rows(); row++) {
            values[filled[0]++] = column.value(row);
          }
        });
    return values;
  }

  /** The number of rows. */
  int rows() {
    return rows;
  }

  /** The place in the order of a row, counted as stored. */
  int place(int storedRow) {
    return places == AS_STORED ? storedRow : places[storedRow];
  }

  /** The named columns of the rows at the places [from, to), in their order. */
  Table read(StoredRows stored, List<String> columns, int from, int to) {
    List<Table> found = new ArrayList<>();
    int[] places = new int[to - from];
    int[] counts = new int[2];
    stored.forEachChunk(
        columns,
        chunk -> {
          int[] chosen = new int[chunk.rows()];
          int count = 0;
          for (int row = 0; row < chunk.rows(); row++) {
            int place = place(counts[0] + row);
            if (place >= from && place < to) {
              places[counts[1] + count] = place - from;
              chosen[count++] = row;
            }
          }
          counts[0] += chunk.rows();
          counts[1] += count;
          found.add(chunk.select(Arrays.copyOf(chosen, count)));
        });
    return Table.concat(found).scatter(places);
  }

  /** Collects times and looks whether rows are in order, as those of most datasets are. */
  private static final class Scan {
    private final long[] times;
    private int rows;
    private long lastHigh;
    private long lastLow;
    private boolean ordered = true;

    Scan(long[] times) {
      this.times = times;
    }

    void add(Table chunk) {
      LongColumn time = chunk.longs(EventColumns.TIME);
      LongColumn high = chunk.longs(EventColumns.ID_HI);
      LongColumn low = chunk.longs(EventColumns.ID_LO);
      for (int row = 0; row < chunk.rows(); row++) {
        times[rows] = time.value(row);
        ordered &= rows == 0 || isBefore(high.value(row), low.value(row));
        lastHigh = high.value(row);
        lastLow = low.value(row);
        rows++;
      }
    }

    /** True if the last row added may stand before one with this identity and the newest time. */
    private boolean isBefore(long high, long low) {
      if (times[rows - 1] != times[rows]) {
        return times[rows - 1] < times[rows];
      }
      return lastHigh != high ? lastHigh < high : lastLow <= low;
    }
  }
}
