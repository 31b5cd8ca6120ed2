package dev.tandem.training.network;

import dev.tandem.training.random.KeyedRandom;

/**
 * Sets a share of values to 0 while training and scales the rest by 1 / (1 - share), so that the
 * expectation is kept. Which ones follows from the seed and the {@link ForwardPass}.
 */
final class Dropout {
  private final double share;
  private final float scale;
  private final long seed;
  private final ForwardPass pass;
  private final float[] mask;

  Dropout(double share, long seed, ForwardPass pass, int size) {
    this.share = share;
    this.scale = (float) (1 / (1 - share));
    this.seed = seed;
    this.pass = pass;
    this.mask = new float[share > 0 ? size : 0];
  }

  // Hot path: once per layer and block where dropout is declared.
  void forward(float[] values, int size) {
    if (share > 0) {
      long key = KeyedRandom.key(seed, pass.number());
      for (int i = 0; i < size; i++) {
        mask[i] = KeyedRandom.uniform(key, i) < share ? 0 : scale;
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
