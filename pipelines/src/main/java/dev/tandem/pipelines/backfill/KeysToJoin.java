package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.events.KeySet;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The keys of the rows that are computed, for each group of joins; the events of other entities are
 * not needed.
 *
 * @param byGroup a set for each group, in their order; empty if all events are needed
 */
public record KeysToJoin(List<KeySet> byGroup) implements Serializable {
  public KeysToJoin {
    byGroup = List.copyOf(byGroup);
  }

  /** The events of every entity. */
  public static KeysToJoin all() {
    return new KeysToJoin(List.of());
  }

  /**
   * Finds the keys of the rows from an instant on.
   *
   * @param spine the parts of the source of the rows
   * @param from UTC epoch milliseconds
   */
  public static KeysToJoin find(JoinSpec spec, List<String> spine, long from) throws IOException {
    List<JoinGroup> groups = spec.plan().groups();
    Set<String> columns = new LinkedHashSet<>(List.of(EventColumns.TIME));
    groups.forEach(group -> columns.addAll(group.keys()));
    List<Table> rows = new ArrayList<>();
    for (String file : spine) {
      rows.add(since(PartFile.read(file, List.copyOf(columns)), from));
    }
    long expected = rows.stream().mapToLong(Table::rows).sum();
    List<KeySet> sets = new ArrayList<>();
    for (JoinGroup group : groups) {
      KeySet keys = new KeySet(group.keys(), expected);
      rows.forEach(keys::addAll);
      sets.add(keys);
    }
    return new KeysToJoin(sets);
  }

  private static Table since(Table rows, long from) {
    LongColumn time = rows.longs(EventColumns.TIME);
    return rows.select(
        IntStream.range(0, rows.rows()).filter(row -> time.value(row) >= from).toArray());
  }

  /** The events of a group's entities. */
  EventFilter filter(int group) {
    return byGroup.isEmpty() ? EventFilter.all() : byGroup.get(group)::membersOf;
  }
}
