package dev.tandem.features.state;

/** The tiles of one packed state, newest first. For one thread. */
final class TileRun {
  private final TileSlot slot;
  private final StateCursor in;
  private final long[] tallies;
  private long tile;
  private boolean ended;

  TileRun(TileSlot slot, StateCursor in, long cut) {
    this.slot = slot;
    this.in = in;
    this.tallies = new long[slot.tallies().size()];
    this.tile = slot.afterNewest(cut);
    next();
  }

  /** Goes on to the next older tile. */
  void next() {
    long step = in.varint();
    ended = step == 0;
    tile -= step;
    for (int i = 0; !ended && i < tallies.length; i++) {
      tallies[i] = slot.readTally(i, in);
    }
  }

  /** True if there is no tile any more. */
  boolean ended() {
    return ended;
  }

  /** True if the current tile exists and is at least as new as the other run's. */
  boolean leads(TileRun other) {
    return !ended && (other.ended || tile >= other.tile);
  }

  /** The current tile. */
  long tile() {
    return tile;
  }

  /** The tallies of the current tile. */
  long[] tallies() {
    return tallies;
  }
}
