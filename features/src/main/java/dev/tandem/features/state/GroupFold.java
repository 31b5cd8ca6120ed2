package dev.tandem.features.state;

import dev.tandem.features.aggregate.Horizon;
import dev.tandem.features.aggregate.SmallestKeys;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.Arrays;
import java.util.List;

/** Folds each entity's events into the groups of a {@link GroupSlot}. For one thread. */
final class GroupFold {
  private final GroupSlot slot;
  private final FoldedGroups groups;
  private final SelectedEvents selected;
  private final List<Slot.EntityWriter> writers;
  private final GroupWriter written;
  private final long oldestReached;
  private int[] places = new int[16];
  private long[] tiles = new long[16];

  /**
   * A fold of one shard.
   *
   * @param selected in timelines of groups
   * @param writers one for each of a group's slots
   */
  GroupFold(
      GroupSlot slot,
      FoldedGroups groups,
      SelectedEvents selected,
      List<Slot.EntityWriter> writers) {
    this.slot = slot;
    this.groups = groups;
    this.selected = selected;
    this.writers = writers;
    this.written = new GroupWriter(slot, groups.events().cut());
    this.oldestReached = slot.oldestReached(groups.events().cut());
  }

  /** Writes the groups of an entity of the shard. */
  void write(int entity, StateWriter out) {
    int count = collect(entity);
    written.clear();
    if (count == 0) {
      written.finish(Horizon.UNBOUNDED, out);
      return;
    }
    Horizon horizon = Horizon.of(slot.most(), Horizon.UNBOUNDED, Arrays.copyOf(tiles, count));
    SmallestKeys smallest = smallest(horizon, count);
    long oldest = Math.max(oldestReached, horizon.oldestKept());
    for (int i = 0; i < count; i++) {
      if (tiles[i] >= oldest
          && (!horizon.isCrowded() || smallest.contains(groups.hashed(places[i])))) {
        StateWriter body = written.body();
        for (Slot.EntityWriter writer : writers) {
          writer.write(groups.timeline(places[i]), slot.since(horizon), body);
        }
        written.add(groups.number(places[i]), groups.text(places[i]), tiles[i]);
      }
    }
    written.finish(horizon.firstTile(), out);
  }

  /** Finds the groups that have selected events, and the tiles of their newest ones. */
  private int collect(int entity) {
    int count = 0;
    for (int place = groups.start(entity); place < groups.start(entity + 1); place++) {
      int line = groups.timeline(place);
      int end = selected.start(line + 1);
      if (selected.start(line) < end) {
        if (count == places.length) {
          places = Arrays.copyOf(places, 2 * count);
          tiles = Arrays.copyOf(tiles, 2 * count);
        }
        places[count] = place;
        tiles[count++] = slot.tiling().tileOf(selected.time(end - 1));
      }
    }
    return count;
  }

  private SmallestKeys smallest(Horizon horizon, int count) {
    SmallestKeys smallest = new SmallestKeys(slot.most());
    for (int i = 0; horizon.isCrowded() && i < count; i++) {
      if (tiles[i] == horizon.newestTile()) {
        smallest.add(groups.hashed(places[i]));
      }
    }
    return smallest;
  }
}
