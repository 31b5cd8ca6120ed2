package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.aggregate.Horizon;
import dev.tandem.features.aggregate.SmallestKeys;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import java.util.Arrays;
import java.util.List;

/**
 * Finds since when the groups of an entity are remembered at each of its rows, by the rule of
 * {@link Horizon}.
 *
 * <p>A group stands for itself by its newest visible event. When more groups stand than may be
 * kept, the oldest tile is let go, with the groups that stand in it, until they are few enough or
 * only the newest tile is left. Every event comes and goes once. For one thread.
 */
final class HorizonSweep {
  private final int most;
  private final Tiling tiling;
  private final SelectedEvents events;
  private final RowWindows rows;
  private final Column keys;
  private final long[] groups;
  private final List<String> texts;
  private final Occurrences occurrences;
  private final SmallestKeys smallest;
  private final long[] since;

  // Of the entity at hand: the events [low, end) are remembered, and standing groups have events.
  private int low;
  private int end;
  private int standing;

  // If the entity is crowded, the events [hashedFrom, hashed) are among the smallest keys.
  private int hashedFrom;
  private int hashed;

  /**
   * A sweep over the rows and events of entities.
   *
   * @param groups the column of the events that tells groups apart
   * @param keys the column of the rows that says which group each reads
   */
  HorizonSweep(
      int most, Tiling tiling, SelectedEvents events, RowWindows rows, Column groups, Column keys) {
    this.most = most;
    this.tiling = tiling;
    this.events = events;
    this.rows = rows;
    this.keys = keys;
    this.groups = events.groups();
    this.texts = groups instanceof StringColumn strings ? strings.dictionary() : List.of();
    this.occurrences = Occurrences.of(events, this.groups);
    this.smallest = new SmallestKeys(most);
    this.since = new long[keys.size()];
  }

  /** As {@link Horizons#since}. */
  long[] sweep() {
    Arrays.fill(since, Horizon.UNBOUNDED);
    boolean all = true;
    for (int entity = 0; entity < rows.rows().entities(); entity++) {
      if (hasTooMany(entity)) {
        sweep(entity);
        all = false;
      }
    }
    return all ? new long[0] : since;
  }

  private boolean hasTooMany(int entity) {
    int count = 0;
    if (events.start(entity + 1) - events.start(entity) > most) {
      for (int event = events.start(entity); event < events.start(entity + 1); event++) {
        count += occurrences.previous()[event] == Occurrences.NO_PREVIOUS ? 1 : 0;
      }
    }
    return count > most;
  }

  private void sweep(int entity) {
    int start = events.start(entity);
    low = start;
    end = start;
    standing = 0;
    hashedFrom = -1;
    for (int row = rows.rows().start(entity); row < rows.rows().start(entity + 1); row++) {
      int visible = events.rank()[rows.end()[row]];
      while (end < visible) {
        add();
      }
      int ofTable = rows.rows().rows()[row];
      if (standing > most && isDropped(ofTable)) {
        since[ofTable] = Long.MAX_VALUE;
      } else if (low > start) {
        since[ofTable] = tiling.startOf(tile(low));
      }
    }
  }

  // Hot path: PointInTimeJoinBenchmark.
  private void add() {
    long newest = tile(end);
    standing += occurrences.previous()[end] < low ? 1 : 0;
    while (standing > most && tile(low) < newest) {
      long oldest = tile(low);
      for (; tile(low) == oldest; low++) {
        standing -= occurrences.following()[low] > end ? 1 : 0;
      }
    }
    end++;
  }

  /** True if the entity is crowded and the row's group is not among the smallest keys. */
  private boolean isDropped(int row) {
    if (hashedFrom != low) {
      smallest.clear();
      hashedFrom = low;
      hashed = low;
    }
    for (; hashed < end; hashed++) {
      if (occurrences.previous()[hashed] < low) {
        smallest.add(groupOf(hashed));
      }
    }
    return !keys.isNull(row) && !smallest.contains(keyOf(row));
  }

  private HashedKey groupOf(int event) {
    return texts.isEmpty()
        ? HashedKey.of(groups[event])
        : HashedKey.of(texts.get((int) groups[event]));
  }

  private HashedKey keyOf(int row) {
    return keys instanceof StringColumn strings
        ? HashedKey.of(strings.value(row))
        : HashedKey.of(((LongColumn) keys).value(row));
  }

  private long tile(int event) {
    return tiling.tileOf(events.time(event));
  }
}
