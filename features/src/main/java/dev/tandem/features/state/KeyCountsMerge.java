package dev.tandem.features.state;

import dev.tandem.features.aggregate.Horizon;
import dev.tandem.features.timeline.IndexSort;
import java.util.Arrays;
import java.util.BitSet;

/** Writes the counts of two disjoint sets of events as one slot. For one thread. */
final class KeyCountsMerge {
  private final KeyCountsSlot slot;
  private final long cut;
  private final long reached;
  private final StateWriter out;

  KeyCountsMerge(KeyCountsSlot slot, long cut, long since, StateWriter out) {
    this.slot = slot;
    this.cut = cut;
    this.reached = slot.oldestKept(cut, since);
    this.out = out;
  }

  void merge(KeyCountsTable a, KeyCountsTable b) {
    KeyCountsTable joined = KeyCountsTable.joined(a, b);
    KeyCountsWriter writer = new KeyCountsWriter(slot, cut, reached, out);
    if (joined.size() == 0) {
      writer.end(joined.whole());
      return;
    }
    long[] newestTiles = new long[joined.size()];
    Arrays.setAll(newestTiles, joined::newestTile);
    Horizon horizon = Horizon.of(slot.state().most(), joined.whole(), newestTiles);
    if (!horizon.isCrowded()) {
      write(joined, Math.max(horizon.firstTile(), reached), writer);
    } else if (horizon.newestTile() >= reached) {
      writeCrowded(joined, horizon.newestTile(), writer);
    }
    writer.end(horizon.firstTile());
  }

  private static void write(KeyCountsTable joined, long oldest, KeyCountsWriter writer) {
    for (int key = 0; key < joined.size(); key++) {
      if (joined.newestTile(key) >= oldest) {
        joined.write(key, oldest, writer);
      }
    }
  }

  private void writeCrowded(KeyCountsTable joined, long newest, KeyCountsWriter writer) {
    BitSet chosen = smallest(joined, newest);
    for (int key = 0; key < joined.size(); key++) {
      if (chosen.get(key)) {
        joined.write(key, newest, writer);
      }
    }
  }

  private BitSet smallest(KeyCountsTable joined, long tile) {
    int[] keys = new int[joined.size()];
    long[] hashes = new long[joined.size()];
    int size = 0;
    for (int key = 0; key < joined.size(); key++) {
      if (joined.newestTile(key) == tile) {
        hashes[key] = joined.hash(key);
        keys[size++] = key;
      }
    }
    // The sort is stable, so that equal hashes stay in order of their keys.
    IndexSort.sort(keys, 0, size, (x, y) -> Long.compareUnsigned(hashes[x], hashes[y]));
    BitSet chosen = new BitSet();
    for (int i = 0; i < Math.min(size, slot.state().most()); i++) {
      chosen.set(keys[i]);
    }
    return chosen;
  }
}
