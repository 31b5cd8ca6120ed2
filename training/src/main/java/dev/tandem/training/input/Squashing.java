package dev.tandem.training.input;

/**
 * The hyperbolic tangent and the logistic function of many numbers at once, in place: by a fraction
 * of polynomials (the one of Eigen's float tanh), which a compiler can turn into vector
 * instructions. They differ from the exact values by less than 3e-7.
 */
final class Squashing {
  /** Beyond it the tangent is 1 in single precision. */
  private static final float LIMIT = 9;

  private Squashing() {}

  // Hot path: once per step of a sequence and block.
  static void tanh(float[] values, int size) {
    for (int i = 0; i < size; i++) {
      float x = Math.max(-LIMIT, Math.min(LIMIT, values[i]));
      float s = x * x;
      float p = -2.7607684e-16f * s + 2.000188e-13f;
      p = p * s - 8.604672e-11f;
      p = p * s + 5.1222973e-8f;
      p = p * s + 1.48572235e-5f;
      p = p * s + 6.3726195e-4f;
      p = p * s + 4.8935246e-3f;
      float q = 1.1982584e-6f * s + 1.1853471e-4f;
      q = q * s + 2.2684347e-3f;
      q = q * s + 4.893525e-3f;
      values[i] = x * p / q;
    }
  }

  // Hot path: once per step of a sequence and block.
  static void logistic(float[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] *= 0.5f;
    }
    tanh(values, size);
    for (int i = 0; i < size; i++) {
      values[i] = 0.5f + 0.5f * values[i];
    }
  }
}
