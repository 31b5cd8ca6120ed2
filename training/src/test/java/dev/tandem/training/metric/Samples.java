package dev.tandem.training.metric;

import java.util.Random;

/** Made-up predictions with ties, and labels of which some are absent. */
record Samples(Random random, int rows) {

  /** Probabilities of which many are equal. */
  float[] probabilities() {
    float[] probabilities = new float[rows];
    int levels = 1 + random.nextInt(20);
    for (int i = 0; i < rows; i++) {
      probabilities[i] = random.nextInt(levels + 1) / (float) levels;
    }
    return probabilities;
  }

  /** 1, 0 or absent. */
  float[] labels() {
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(8) == 0 ? Float.NaN : random.nextInt(3) == 0 ? 1 : 0;
    }
    return labels;
  }

  /** Values from 0 up, of which many are 0, or absent. */
  float[] spend() {
    float[] spend = new float[rows];
    for (int i = 0; i < rows; i++) {
      spend[i] = random.nextInt(8) == 0 ? Float.NaN : Math.max(0, random.nextInt(9) - 4);
    }
    return spend;
  }

  /** Whole numbers from 0 to below {@code bound}. */
  int[] numbers(int bound) {
    return random.ints(rows, 0, bound).toArray();
  }
}
