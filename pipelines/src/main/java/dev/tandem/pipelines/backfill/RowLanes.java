package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.IdentityIndex;
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
    IdentityIndex places = IdentityIndex.of(kept);
    Table.Builder all = Table.builder(kept.rows()).addAll(kept);
    lanes.forEach(
        (lane, tables) -> {
          if (lane != KEPT) {
            add(all, kept, tables, places);
          }
        });
    return all.build();
  }

  private static void add(Table.Builder all, Table kept, List<Table> joined, IdentityIndex places) {
    List<int[]> found = joined.stream().map(places::find).toList();
    checkSameRows(kept, found);
    for (Field field : joined.get(0).fields()) {
      if (!EventColumns.FIELDS.contains(field)) {
        Column column = all.allocate(field.name(), field.type());
        for (int i = 0; i < found.size(); i++) {
          column.scatter(found.get(i), joined.get(i).column(field.name()));
        }
      }
    }
  }

  private static void checkSameRows(Table kept, List<int[]> found) {
    boolean[] met = new boolean[kept.rows()];
    long rows = 0;
    boolean same = true;
    for (int[] places : found) {
      rows += places.length;
      for (int place : places) {
        same = same && place != IdentityIndex.NONE && !met[place];
        if (same) {
          met[place] = true;
        }
      }
    }
    if (!same || rows != kept.rows()) {
      throw new IllegalStateException(
          "two shuffles delivered different rows: " + kept.rows() + " and " + rows);
    }
  }
}
