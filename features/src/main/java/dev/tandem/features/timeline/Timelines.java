package dev.tandem.features.timeline;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Table;
import java.util.Arrays;

/**
 * The rows of a table sorted by (entity, time, identity). A place in this order is called a
 * position; rows without an entity have none.
 *
 * <p>The arrays are shared with the caller, who must not change them.
 */
public final class Timelines {
  private final int[] starts;
  private final int[] rows;
  private final long[] times;
  private int[] positions;

  private Timelines(int[] starts, int size) {
    this.starts = starts;
    this.rows = new int[size];
    this.times = new long[size];
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * Sorts a table.
   *
   * @param table with the {@link EventColumns}, in any order; fastest if already in order of time
   * @param entityOf the entity of each row, in {@code [0, entities)} or {@link EntityIds#NONE}
   */
  public static Timelines of(Table table, int[] entityOf, int entities) {
    long[] times = table.longs(EventColumns.TIME).values();
    int[] starts = starts(entityOf, entities);
    Timelines sorted = new Timelines(starts, starts[entities]);
    if (TimeSort.isSorted(times, table.rows())) {
      sorted.fill(times, null, entityOf);
    } else {
      sorted.fill(times, TimeSort.sort(times, table.rows()), entityOf);
    }
    sorted.breakTies(table);
    return sorted;
  }

  private static int[] starts(int[] entityOf, int entities) {
    int[] starts = new int[entities + 1];
    for (int entity : entityOf) {
      if (entity >= 0) {
        starts[entity + 1]++;
      }
    }
    for (int entity = 0; entity < entities; entity++) {
      starts[entity + 1] += starts[entity];
    }
    return starts;
  }

  private void fill(long[] timeOfRow, int[] byTime, int[] entityOf) {
    int[] next = starts.clone();
    for (int i = 0; i < entityOf.length; i++) {
      int row = byTime == null ? i : byTime[i];
      int entity = entityOf[row];
      if (entity >= 0) {
        int position = next[entity]++;
        rows[position] = row;
        times[position] = timeOfRow[row];
      }
    }
  }

  private void breakTies(Table table) {
    long[] high = table.longs(EventColumns.ID_HI).values();
    long[] low = table.longs(EventColumns.ID_LO).values();
    IndexSort.RowOrder byIdentity =
        (a, b) -> {
          int order = Long.compare(high[a], high[b]);
          return order != 0 ? order : Long.compare(low[a], low[b]);
        };
    for (int entity = 0; entity + 1 < starts.length; entity++) {
      int from = starts[entity];
      for (int next = from + 1; next <= starts[entity + 1]; next++) {
        if (next == starts[entity + 1] || times[next] != times[from]) {
          if (next - from > 1) {
            IndexSort.sort(rows, from, next, byIdentity);
          }
          from = next;
        }
      }
    }
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * The positions in timelines of their own for each part of an entity, which are in order already.
   *
   * @param partOf the part at each position, in {@code [0, parts)} or {@link EntityIds#NONE}; no
   *     two entities have the same part
   */
  Timelines split(int[] partOf, int parts) {
    int[] partStarts = starts(partOf, parts);
    Timelines split = new Timelines(partStarts, partStarts[parts]);
    int[] next = partStarts.clone();
    for (int position = 0; position < partOf.length; position++) {
      int part = partOf[position];
      if (part >= 0) {
        int place = next[part]++;
        split.rows[place] = rows[position];
        split.times[place] = times[position];
      }
    }
    return split;
  }

  /** The number of entities. */
  public int entities() {
    return starts.length - 1;
  }

  /** The number of positions. */
  public int size() {
    return rows.length;
  }

  /** The first position of an entity; for {@code entities()}, the end of the last. */
  public int start(int entity) {
    return starts[entity];
  }

  /** The row at each position. */
  public int[] rows() {
    return rows;
  }

  /** The positions and the end, 0, 1, 2 …, for those who select all of them. */
  int[] positions() {
    if (positions == null) {
      positions = new int[size() + 1];
      Arrays.setAll(positions, position -> position);
    }
    return positions;
  }

  /** The time at each position. */
  public long[] times() {
    return times;
  }
}
