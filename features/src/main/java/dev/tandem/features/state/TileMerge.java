package dev.tandem.features.state;

/** Writes the tiles of two runs as one. For one thread. */
final class TileMerge {
  private final TileSlot slot;
  private final StateWriter out;
  private final long oldest;
  private long before;

  TileMerge(TileSlot slot, long cut, long since, StateWriter out) {
    this.slot = slot;
    this.out = out;
    this.oldest = Math.max(slot.oldestKept(cut), slot.tiling().tileOf(since));
    this.before = slot.afterNewest(cut);
  }

  /** Reads both runs to their ends. */
  void merge(TileRun a, TileRun b) {
    while (!a.ended() || !b.ended()) {
      boolean fromA = a.leads(b);
      boolean fromB = b.leads(a);
      if (fromA && fromB) {
        write(a.tile(), merged(a.tallies(), b.tallies()));
      } else {
        TileRun one = fromA ? a : b;
        write(one.tile(), one.tallies());
      }
      if (fromA) {
        a.next();
      }
      if (fromB) {
        b.next();
      }
    }
    out.varint(0);
  }

  private long[] merged(long[] a, long[] b) {
    long[] merged = new long[a.length];
    for (int i = 0; i < merged.length; i++) {
      merged[i] = slot.tallies().get(i).tally().merge(a[i], b[i]);
    }
    return merged;
  }

  private void write(long tile, long[] tallies) {
    if (tile >= oldest) {
      out.varint(before - tile);
      slot.writeTallies(tallies, out);
      before = tile;
    }
  }
}
