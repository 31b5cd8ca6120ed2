package dev.tandem.features.aggregate;

import java.util.Arrays;

/**
 * The tally of each non-empty tile of a window, newest first. Mutable and reused, for one thread.
 *
 * <p>The age of a tile is how many tiles it is before the one that holds the window's instant.
 */
public final class TallyRun {
  private long[] ages = new long[16];
  private long[] tallies = new long[16];
  private int size;

  void clear() {
    size = 0;
  }

  /** Appends the next older tile. */
  public void add(long age, long tally) {
    if (size == ages.length) {
      ages = Arrays.copyOf(ages, 2 * size);
      tallies = Arrays.copyOf(tallies, 2 * size);
    }
    ages[size] = age;
    tallies[size++] = tally;
  }

  /** The number of tiles. */
  int size() {
    return size;
  }

  /** The age of a tile. */
  long age(int tile) {
    return ages[tile];
  }

  /** The tally of a tile. */
  long tally(int tile) {
    return tallies[tile];
  }
}
