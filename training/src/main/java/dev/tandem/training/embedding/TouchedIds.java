package dev.tandem.training.embedding;

import java.util.Arrays;

/**
 * Numbers the distinct ids of a batch from 0 in the order of their first occurrence. Its size
 * follows the batch, not the table. Not thread-safe.
 */
final class TouchedIds {
  private static final int EMPTY = -1;

  private int[] slots = newSlots(1024);
  private int[] ids = new int[512];
  private int count;

  private static int[] newSlots(int capacity) {
    int[] slots = new int[capacity];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  /** The number of distinct ids. */
  int count() {
    return count;
  }

  /** The id of a number below {@link #count}. */
  int id(int number) {
    return ids[number];
  }

  /** The number of an id, which is {@link #count} as it was before if the id is new. */
  // Hot path: once per looked-up embedding and step.
  int number(int id) {
    int slot = slot(id);
    if (slots[slot] != EMPTY) {
      return slots[slot];
    }
    if (count == ids.length) {
      grow();
      slot = slot(id);
    }
    ids[count] = id;
    slots[slot] = count;
    return count++;
  }

  private int slot(int id) {
    int mask = slots.length - 1;
    int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != EMPTY && ids[slots[slot]] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * count);
    slots = newSlots(4 * count);
    for (int number = 0; number < count; number++) {
      slots[slot(ids[number])] = number;
    }
  }

  /** Forgets all ids. */
  void clear() {
    Arrays.fill(slots, EMPTY);
    count = 0;
  }
}
