package dev.tandem.training;

import java.util.SplittableRandom;

/** The order in which an epoch takes the training rows. */
final class Shuffle {
  private Shuffle() {}

  /** A permutation of [0, rows) that depends on the seed and the epoch alone. */
  static int[] of(int rows, long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * epoch);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
