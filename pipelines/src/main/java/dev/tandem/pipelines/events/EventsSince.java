package dev.tandem.pipelines.events;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The events from an instant on, and if wanted of each entity the newest one before, which tells
 * whether and when there was one at all.
 */
public final class EventsSince implements EventFilter {
  private static final long serialVersionUID = 1L;

  private final long from;
  private final EntityKeyFields keys;

  private EventsSince(long from, EntityKeyFields keys) {
    this.from = from;
    this.keys = keys;
  }

  /** The events at {@code from} (UTC epoch milliseconds) or later. */
  public static EventsSince instant(long from) {
    return new EventsSince(from, EntityKeyFields.none());
  }

  /** The same and of each entity the newest event before. */
  public EventsSince andTheNewestBefore(List<Field> entityKeys) {
    return new EventsSince(from, EntityKeyFields.of(entityKeys));
  }

  @Override
  public Table of(Table events) {
    LongColumn time = events.longs(EventColumns.TIME);
    BitSet shipped = new BitSet(events.rows());
    for (int row = 0; row < events.rows(); row++) {
      shipped.set(row, time.value(row) >= from);
    }
    if (!keys.fields().isEmpty()) {
      addNewestBefore(events, time, shipped);
    }
    return shipped.cardinality() == events.rows()
        ? events
        : events.select(shipped.stream().toArray());
  }

  private void addNewestBefore(Table events, LongColumn time, BitSet shipped) {
    EntityIds ids = new EntityIds(events, keys.fields());
    int[] newest = new int[ids.size()];
    Arrays.fill(newest, EntityIds.NONE);
    for (int row = 0; row < events.rows(); row++) {
      int entity = ids.ofBase()[row];
      if (entity != EntityIds.NONE && time.value(row) < from) {
        int held = newest[entity];
        newest[entity] = held == EntityIds.NONE || time.value(held) < time.value(row) ? row : held;
      }
    }
    for (int row : newest) {
      if (row != EntityIds.NONE) {
        shipped.set(row);
      }
    }
  }
}
