package dev.tandem.training.explain;

import java.util.OptionalDouble;

/** The cosine of the angle between two vectors. */
final class Cosine {
  private Cosine() {}

  /** The cosine, in [-1, 1]; empty if a vector is 0, as it then has no direction. */
  static OptionalDouble of(float[] one, float[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " and " + other.length + " dimensions");
    }
    return of(one, 0, other, 0, one.length);
  }

  /** The cosine of {@code one[at, at + size)} and {@code other[otherAt, otherAt + size)}. */
  static OptionalDouble of(float[] one, int at, float[] other, int otherAt, int size) {
    double product = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < size; i++) {
      double x = one[at + i];
      double y = other[otherAt + i];
      product += x * y;
      squares += x * x;
      otherSquares += y * y;
    }
    return squares == 0 || otherSquares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.max(-1, Math.min(1, product / Math.sqrt(squares) / Math.sqrt(otherSquares))));
  }
}
