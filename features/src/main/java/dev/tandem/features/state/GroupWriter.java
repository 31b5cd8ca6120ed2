package dev.tandem.features.state;

import dev.tandem.features.aggregate.Horizon;

/** Writes the groups of a {@link GroupSlot} in ascending order of keys. Reused, for one thread. */
final class GroupWriter {
  private final GroupSlot slot;
  private final long cut;
  private final StateWriter groups = new StateWriter();
  private final StateWriter body = new StateWriter();
  private int count;
  private long before;

  GroupWriter(GroupSlot slot, long cut) {
    this.slot = slot;
    this.cut = cut;
  }

  /** Forgets all that was written. */
  void clear() {
    groups.clear();
    count = 0;
    before = 0;
  }

  /** Takes the slots of the next group. */
  StateWriter body() {
    body.clear();
    return body;
  }

  /**
   * Adds the group whose slots have been written.
   *
   * @param number its key if that is an int64
   * @param text its key if that is a string
   * @param newestTile the tile of its newest event
   */
  void add(long number, String text, long newestTile) {
    if (slot.hasTextKeys()) {
      groups.text(text);
    } else {
      groups.zigzag(number - before);
      before = number;
    }
    groups.varint(slot.tiling().tileOf(cut - 1) - newestTile);
    groups.varint(body.size());
    groups.append(body);
    count++;
  }

  /** Writes the slot with all groups that were added. */
  void finish(long firstTile, StateWriter out) {
    boolean matters = firstTile != Horizon.UNBOUNDED && firstTile > slot.oldestReached(cut);
    StateWriter head = body();
    head.varint(count);
    head.varint(matters ? slot.tiling().tileOf(cut - 1) + 2 - firstTile : 0);
    out.varint(head.size() + groups.size());
    out.append(head);
    out.append(groups);
  }
}
