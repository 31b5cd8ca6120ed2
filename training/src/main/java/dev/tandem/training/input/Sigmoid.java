package dev.tandem.training.input;

/** The logistic function in single precision. */
final class Sigmoid {
  private Sigmoid() {}

  static float of(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
