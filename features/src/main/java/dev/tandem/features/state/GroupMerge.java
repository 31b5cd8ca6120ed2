package dev.tandem.features.state;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.aggregate.Horizon;
import dev.tandem.features.aggregate.SmallestKeys;
import java.util.ArrayList;
import java.util.List;

/** Writes the groups of two states as one. For one thread. */
final class GroupMerge {
  private static final int NONE = -1;

  private final GroupSlot slot;
  private final GroupIndex a;
  private final GroupIndex b;
  private final long cut;
  private final byte[] empty;
  private final StateCursor inA = new StateCursor();
  private final StateCursor inB = new StateCursor();

  /** A group with its number in each of the states, or {@link #NONE}. */
  private record Both(int ofA, int ofB, long newestTile) {}

  GroupMerge(GroupSlot slot, GroupIndex a, GroupIndex b) {
    this.slot = slot;
    this.a = a;
    this.b = b;
    this.cut = Math.max(a.cut(), b.cut());
    // A slot of no events is the one byte 0.
    this.empty = new byte[slot.slots().size()];
  }

  void write(StateWriter out) {
    GroupWriter written = new GroupWriter(slot, cut);
    List<Both> groups = together();
    if (groups.isEmpty()) {
      written.finish(Horizon.UNBOUNDED, out);
      return;
    }
    Horizon horizon =
        Horizon.of(
            slot.most(),
            Math.max(a.firstTile(), b.firstTile()),
            groups.stream().mapToLong(Both::newestTile).toArray());
    SmallestKeys smallest = new SmallestKeys(slot.most());
    if (horizon.isCrowded()) {
      groups.stream()
          .filter(group -> group.newestTile() == horizon.newestTile())
          .forEach(group -> smallest.add(hashed(group)));
    }
    long oldest = Math.max(slot.oldestReached(cut), horizon.oldestKept());
    for (Both group : groups) {
      if (group.newestTile() >= oldest
          && (!horizon.isCrowded() || smallest.contains(hashed(group)))) {
        merge(group, slot.since(horizon), written);
      }
    }
    written.finish(horizon.firstTile(), out);
  }

  private List<Both> together() {
    List<Both> together = new ArrayList<>();
    int ofA = 0;
    int ofB = 0;
    while (ofA < a.size() || ofB < b.size()) {
      int order = ofA == a.size() ? 1 : ofB == b.size() ? -1 : a.compare(ofA, b, ofB);
      if (order < 0) {
        together.add(new Both(ofA, NONE, a.tile(ofA)));
      } else if (order > 0) {
        together.add(new Both(NONE, ofB, b.tile(ofB)));
      } else {
        together.add(new Both(ofA, ofB, Math.max(a.tile(ofA), b.tile(ofB))));
      }
      ofA += order <= 0 ? 1 : 0;
      ofB += order >= 0 ? 1 : 0;
    }
    return together;
  }

  private HashedKey hashed(Both group) {
    return group.ofA() == NONE ? b.hashed(group.ofB()) : a.hashed(group.ofA());
  }

  private void merge(Both group, long since, GroupWriter written) {
    open(a, group.ofA(), inA);
    open(b, group.ofB(), inB);
    StateWriter body = written.body();
    for (Slot each : slot.slots()) {
      each.merge(inA, a.cut(), inB, b.cut(), since, body);
    }
    inA.finish();
    inB.finish();
    GroupIndex one = group.ofA() == NONE ? b : a;
    int number = group.ofA() == NONE ? group.ofB() : group.ofA();
    written.add(one.number(number), one.text(number), group.newestTile());
  }

  private void open(GroupIndex groups, int group, StateCursor cursor) {
    if (group == NONE) {
      cursor.open(empty);
    } else {
      groups.open(group, cursor);
    }
  }
}
