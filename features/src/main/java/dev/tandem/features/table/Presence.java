package dev.tandem.features.table;

import java.util.Arrays;

/** Which rows of a column hold a value. */
final class Presence {
  private Presence() {}

  // Hot path: ChunkBenchmark.
  /** Picks rows; without a null among the first {@code size} there is nothing to look up. */
  static void select(boolean[] present, int size, int[] rows, boolean[] selected) {
    if (size <= 4 * rows.length && allPresent(present, size)) {
      Arrays.fill(selected, true);
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      selected[i] = present[rows[i]];
    }
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** Clears the flags of the first {@code size} rows that hold no value. */
  static void retain(boolean[] present, int size, boolean[] flags) {
    for (int row = 0; row < size; row++) {
      flags[row] &= present[row];
    }
  }

  private static boolean allPresent(boolean[] present, int size) {
    boolean all = true;
    for (int row = 0; row < size; row++) {
      all &= present[row];
    }
    return all;
  }
}
