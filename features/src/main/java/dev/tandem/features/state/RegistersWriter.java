package dev.tandem.features.state;

import dev.tandem.features.aggregate.DistinctRegisters;

/**
 * Writes the entries of a {@link RegistersSlot}: newest tile first, in a tile the smallest register
 * first. For one thread.
 */
final class RegistersWriter {
  private final StateWriter out;
  private long tile;
  private int register;
  private boolean inTile;

  RegistersWriter(RegistersSlot slot, long cut, StateWriter out) {
    this.out = out;
    this.tile = slot.afterNewest(cut);
  }

  /** Writes the next entry. */
  void write(long ofTile, int entry) {
    if (ofTile != tile) {
      endTile();
      out.varint(tile - ofTile);
      tile = ofTile;
      register = -1;
      inTile = true;
    }
    int next = DistinctRegisters.registerOf(entry);
    out.varint(
        (long) (next - register) << DistinctRegisters.RANK_BITS | DistinctRegisters.rankOf(entry));
    register = next;
  }

  /** Ends the slot. */
  void end() {
    endTile();
    out.varint(0);
  }

  private void endTile() {
    if (inTile) {
      out.varint(0);
    }
    inTile = false;
  }
}
