package dev.tandem.training.network;

import java.util.SplittableRandom;

/**
 * Sets a share of values to 0 while training and scales the rest by 1 / (1 - share), so that the
 * expectation is kept.
 */
final class Dropout {
  private final double share;
  private final float scale;
  private final SplittableRandom random;
  private final float[] mask;

  Dropout(double share, long seed, int size) {
    this.share = share;
    this.scale = (float) (1 / (1 - share));
    this.random = new SplittableRandom(seed);
    this.mask = new float[share > 0 ? size : 0];
  }

  // Hot path: once per layer and block where dropout is declared.
  void forward(float[] values, int size) {
    if (share > 0) {
      for (int i = 0; i < size; i++) {
        mask[i] = random.nextDouble() < share ? 0 : scale;
        values[i] *= mask[i];
      }
    }
  }

  void backward(float[] gradients, int size) {
    if (share > 0) {
      for (int i = 0; i < size; i++) {
        gradients[i] *= mask[i];
      }
    }
  }
}
