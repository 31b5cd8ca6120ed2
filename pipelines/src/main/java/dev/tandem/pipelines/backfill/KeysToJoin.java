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
   * Finds the keys of the rows that are computed.
   *
   * @param rows which rows are
   * @param spine the parts of their source
   */
  public static KeysToJoin find(JoinSpec spec, SpineSpec rows, List<String> spine)
      throws IOException {
    List<JoinGroup> groups = spec.plan().groups();
    Set<String> columns = new LinkedHashSet<>(List.of(EventColumns.TIME));
    groups.forEach(group -> columns.addAll(group.keys()));
    List<Table> computed = new ArrayList<>();
    for (String file : spine) {
      computed.add(computed(PartFile.read(file, List.copyOf(columns)), rows));
    }
    long expected = computed.stream().mapToLong(Table::rows).sum();
    List<KeySet> sets = new ArrayList<>();
    for (JoinGroup group : groups) {
      KeySet keys = new KeySet(group.keys(), expected);
      computed.forEach(keys::addAll);
      sets.add(keys);
    }
    return new KeysToJoin(sets);
  }

  /** Some of these need not be rows, as the rows' condition is not looked at. */
  private static Table computed(Table events, SpineSpec rows) {
    LongColumn time = events.longs(EventColumns.TIME);
    long end = rows.allMatureBefore();
    return events.select(
        IntStream.range(0, events.rows())
            .filter(row -> rows.from() <= time.value(row) && time.value(row) < end)
            .toArray());
  }

  /** The events of a group's entities. */
  EventFilter filter(int group) {
    return byGroup.isEmpty() ? EventFilter.all() : byGroup.get(group)::membersOf;
  }
}
