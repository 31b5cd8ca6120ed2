package dev.tandem.features.state;

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
    long whole = firstWhole(joined);
    KeyCountsWriter writer = new KeyCountsWriter(slot, cut, reached, out);
    long newest = Long.MIN_VALUE;
    for (int key = 0; key < joined.size(); key++) {
      newest = Math.max(newest, joined.newestTile(key));
    }
    if (whole <= newest) {
      write(joined, Math.max(whole, reached), writer);
    } else if (newest >= reached) {
      writeCrowded(joined, newest, writer);
    }
    writer.end(whole);
  }

  // What is left of both begins at the later of their first whole tiles, so D is right from there.
  private long firstWhole(KeyCountsTable joined) {
    int most = slot.state().most();
    if (joined.size() <= most) {
      return joined.whole();
    }
    long[] newest = new long[joined.size()];
    Arrays.setAll(newest, joined::newestTile);
    Arrays.sort(newest);
    return Math.max(joined.whole(), newest[newest.length - 1 - most] + 1);
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
