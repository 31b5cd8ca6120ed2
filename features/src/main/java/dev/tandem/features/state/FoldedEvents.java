package dev.tandem.features.state;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events of a shard that are before the cut, sorted, with what slots ask about them. */
final class FoldedEvents {
  private final Table events;
  private final List<Field> keys;
  private final int[] entityOf;
  private final Timelines timelines;
  private final long cut;
  private final Map<Selection, SelectedEvents> selected = new HashMap<>();
  private final Map<Field, FoldedGroups> groups = new HashMap<>();

  /**
   * The events of some entities.
   *
   * @param keys the columns that tell entities apart
   * @param entityOf the entity of each event, or {@link EntityIds#NONE} where it has none or is not
   *     before the cut
   */
  FoldedEvents(Table events, List<Field> keys, int[] entityOf, int entities, long cut) {
    this.events = events;
    this.keys = keys;
    this.entityOf = entityOf;
    this.timelines = Timelines.of(events, entityOf, entities);
    this.cut = cut;
  }

  Table table() {
    return events;
  }

  Timelines timelines() {
    return timelines;
  }

  long cut() {
    return cut;
  }

  SelectedEvents selected(Selection selection) {
    return selected.computeIfAbsent(selection, s -> new SelectedEvents(events, timelines, s));
  }

  /** The same events, each entity's told apart by a field. */
  FoldedGroups groups(Field by) {
    return groups.computeIfAbsent(by, this::grouped);
  }

  private FoldedGroups grouped(Field by) {
    List<Field> together = Stream.concat(keys.stream(), Stream.of(by)).toList();
    EntityIds ids = new EntityIds(events, together);
    int[] groupOf =
        IntStream.range(0, entityOf.length)
            .map(row -> entityOf[row] == EntityIds.NONE ? EntityIds.NONE : ids.ofBase()[row])
            .toArray();
    FoldedEvents apart = new FoldedEvents(events, together, groupOf, ids.size(), cut);
    return new FoldedGroups(apart, by, entityOf, timelines.entities());
  }
}
