package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Columns of the same rows that have come to a shard in lanes: what is kept of the rows themselves,
 * and what each group of joins has added. For one thread.
 */
final class RowLanes {
  /** The lane of what is kept of the rows themselves. */
  static final int KEPT = 0;

  private final Map<Integer, List<Table>> lanes = new TreeMap<>();

  private RowLanes() {}

  /** The lane of a group's joined columns. */
  static int laneOf(int group) {
    return group + 1;
  }

  /** The lanes of these chunks. */
  static RowLanes of(Iterable<Chunk> chunks) {
    RowLanes lanes = new RowLanes();
    for (Chunk chunk : chunks) {
      lanes.lanes.computeIfAbsent(chunk.lane(), lane -> new ArrayList<>()).add(chunk.rows());
    }
    return lanes;
  }

  /** All columns, with the rows in the order of time and identity. */
  Table aligned() {
    Table kept = RowOrder.byTime(Table.concat(lanes.getOrDefault(KEPT, List.of())));
    Table.Builder all = Table.builder(kept.rows()).addAll(kept);
    lanes.forEach(
        (lane, tables) -> {
          if (lane != KEPT) {
            add(all, kept, RowOrder.byTime(Table.concat(tables)));
          }
        });
    return all.build();
  }

  private static void add(Table.Builder all, Table kept, Table joined) {
    checkSameRows(kept, joined);
    for (Field field : joined.fields()) {
      if (!EventColumns.FIELDS.contains(field)) {
        all.add(field.name(), joined.column(field.name()));
      }
    }
  }

  private static void checkSameRows(Table kept, Table joined) {
    boolean same = kept.rows() == joined.rows();
    for (Field field : EventColumns.FIELDS) {
      long[] expected = kept.longs(field.name()).values();
      long[] actual = joined.longs(field.name()).values();
      for (int row = 0; same && row < kept.rows(); row++) {
        same = expected[row] == actual[row];
      }
    }
    if (!same) {
      throw new IllegalStateException(
          "two shuffles delivered different rows: " + kept.rows() + " and " + joined.rows());
    }
  }
}
