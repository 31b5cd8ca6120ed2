package dev.tandem.features.state;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.table.CodePointOrder;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.Timelines;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The events of a shard in timelines of their own for each (entity, group), as if groups were
 * entities.
 */
final class FoldedGroups {
  private final FoldedEvents events;
  private final Column keys;
  private final int[] groups;
  private final int[] starts;

  /**
   * The groups of some entities.
   *
   * @param events in timelines of groups
   * @param by the field that tells groups apart
   * @param entityOf the entity of each row of the events, or {@link EntityIds#NONE}
   */
  FoldedGroups(FoldedEvents events, Field by, int[] entityOf, int entities) {
    this.events = events;
    this.keys = events.table().column(by.name());
    Timelines lines = events.timelines();
    this.groups =
        IntStream.range(0, lines.entities())
            .filter(group -> lines.start(group) < lines.start(group + 1))
            .toArray();
    IndexSort.sort(
        groups,
        0,
        groups.length,
        (a, b) -> {
          int order = Integer.compare(entityOf[row(a)], entityOf[row(b)]);
          return order == 0 ? compareKeys(row(a), row(b)) : order;
        });
    this.starts = new int[entities + 1];
    for (int group : groups) {
      starts[entityOf[row(group)] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
  }

  private int row(int group) {
    return events.timelines().rows()[events.timelines().start(group)];
  }

  private int compareKeys(int a, int b) {
    return keys instanceof StringColumn strings
        ? CodePointOrder.compare(strings.value(a), strings.value(b))
        : Long.compare(((LongColumn) keys).value(a), ((LongColumn) keys).value(b));
  }

  /** The events, in timelines of groups. */
  FoldedEvents events() {
    return events;
  }

  /** The place of an entity's first group; for the number of entities, the end. */
  int start(int entity) {
    return starts[entity];
  }

  /** The timeline of the group at a place; those of an entity are in ascending order of keys. */
  int timeline(int place) {
    return groups[place];
  }

  /** The key of the group at a place, if it is an int64. */
  long number(int place) {
    return keys instanceof LongColumn longs ? longs.value(row(groups[place])) : 0;
  }

  /** The key of the group at a place, if it is a string. */
  String text(int place) {
    return keys instanceof StringColumn strings ? strings.value(row(groups[place])) : "";
  }

  /** The key of the group at a place. */
  HashedKey hashed(int place) {
    return keys instanceof StringColumn ? HashedKey.of(text(place)) : HashedKey.of(number(place));
  }
}
