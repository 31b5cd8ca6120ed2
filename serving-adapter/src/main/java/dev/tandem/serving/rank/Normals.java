package dev.tandem.serving.rank;

import java.util.SplittableRandom;

/**
 * Standard normal numbers by Marsaglia's polar method; the same bits for the same seed on every
 * machine. Not thread-safe.
 */
final class Normals {
  private final SplittableRandom random;
  private double second = Double.NaN;

  Normals(SplittableRandom random) {
    this.random = random;
  }

  double next() {
    if (!Double.isNaN(second)) {
      double kept = second;
      second = Double.NaN;
      return kept;
    }
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        second = v * factor;
        return u * factor;
      }
    }
  }
}
