package dev.tandem.features.vocabulary;

import java.util.Arrays;

/** An immutable list of distinct longs that finds the place of a value by open addressing. */
final class LongIndex {
  private final long[] values;
  private final int[] slots;
  private final int mask;

  private LongIndex(long[] values) {
    this.values = values;
    int capacity = Integer.highestOneBit(Math.max(2, 2 * values.length)) << 1;
    this.slots = new int[capacity];
    this.mask = capacity - 1;
  }

  /** The list of these values, which must be distinct. */
  static LongIndex of(long[] values) {
    LongIndex index = new LongIndex(values.clone());
    for (int i = 0; i < values.length; i++) {
      int slot = index.slot(values[i]);
      if (index.slots[slot] != 0) {
        throw new IllegalArgumentException(values[i] + " stands twice in a vocabulary");
      }
      index.slots[slot] = i + 1;
    }
    return index;
  }

  int size() {
    return values.length;
  }

  long[] values() {
    return values.clone();
  }

  /** The place of a value; -1 if it is not in the list. */
  int find(long value) {
    return slots[slot(value)] - 1;
  }

  /** The slot that holds the value, or the empty one where it would go. */
  private int slot(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongIndex that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
