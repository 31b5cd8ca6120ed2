package dev.tandem.training.architecture.funnel;

import java.util.Arrays;

/**
 * Numbers of each row on their way through a network, rows x width, and their gradient on the way
 * back. Whoever reads a signal adds to its gradient; whoever makes it reads the sum.
 */
final class Signal {
  private final int width;
  private final float[] values;
  private final float[] gradient;

  /** A signal whose values somebody else holds. */
  Signal(int width, float[] values) {
    this.width = width;
    this.values = values;
    this.gradient = new float[values.length];
  }

  /** One number for each of at most {@code maxRows} rows. */
  static Signal of(int maxRows) {
    return new Signal(1, new float[maxRows]);
  }

  /** Shared. */
  float[] values() {
    return values;
  }

  /** Shared. */
  float[] gradient() {
    return gradient;
  }

  /** Makes the gradient of the first rows 0. */
  void clearGradient(int rows) {
    Arrays.fill(gradient, 0, rows * width, 0);
  }

  /** Adds a gradient of the first rows. */
  void addGradient(float[] more, int rows) {
    for (int i = 0; i < rows * width; i++) {
      gradient[i] += more[i];
    }
  }
}
