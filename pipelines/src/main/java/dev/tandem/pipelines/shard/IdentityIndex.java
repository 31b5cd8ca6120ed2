package dev.tandem.pipelines.shard;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Table;

/**
 * Finds rows of a table by the identities of their events, by open addressing.
 *
 * <p>Identities are hashes already, so their bits need no mixing.
 */
public final class IdentityIndex {
  /** Stands for no row. */
  public static final int NONE = -1;

  private final long[] high;
  private final long[] low;
  private final int[] slots; // one more than the row; 0 where free
  private boolean distinct = true;

  private IdentityIndex(long[] high, long[] low, int rows) {
    this.high = high;
    this.low = low;
    this.slots = new int[Integer.highestOneBit(Math.max(8, rows)) << 2];
  }

  // Hot path: once for every row that is staged or written.
  /** Indexes a table with {@link EventColumns}; of rows with one identity the first is found. */
  public static IdentityIndex of(Table table) {
    long[] high = table.longs(EventColumns.ID_HI).values();
    long[] low = table.longs(EventColumns.ID_LO).values();
    IdentityIndex index = new IdentityIndex(high, low, table.rows());
    for (int row = 0; row < table.rows(); row++) {
      int slot = index.slot(high[row], low[row]);
      if (index.slots[slot] == 0) {
        index.slots[slot] = row + 1;
      } else {
        index.distinct = false;
      }
    }
    return index;
  }

  /** True if no two rows have one identity. */
  public boolean isDistinct() {
    return distinct;
  }

  /** For each row of another table, the row of this one with its identity, or {@link #NONE}. */
  public int[] find(Table other) {
    long[] otherHigh = other.longs(EventColumns.ID_HI).values();
    long[] otherLow = other.longs(EventColumns.ID_LO).values();
    int[] found = new int[other.rows()];
    for (int row = 0; row < found.length; row++) {
      found[row] = slots[slot(otherHigh[row], otherLow[row])] - 1;
    }
    return found;
  }

  private int slot(long wantedHigh, long wantedLow) {
    int mask = slots.length - 1;
    int slot = (int) wantedLow & mask;
    while (slots[slot] != 0 && !holds(slots[slot] - 1, wantedHigh, wantedLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean holds(int row, long wantedHigh, long wantedLow) {
    return low[row] == wantedLow && high[row] == wantedHigh;
  }
}
