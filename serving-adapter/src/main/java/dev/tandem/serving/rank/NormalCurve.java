package dev.tandem.serving.rank;

/**
 * The standard normal distribution: its density, and its distribution function by cubic
 * interpolation between values 1/128 apart, to an absolute error below 1e-11. Immutable.
 *
 * <p>The values come from the series of Marsaglia, "Evaluating the Normal Distribution" (Journal of
 * Statistical Software 11, 2004).
 */
final class NormalCurve {
  /** Beyond this many deviations there is a share of less than 1e-15. */
  static final double REACH = 8;

  private static final int PER_UNIT = 128;
  private static final double INVERSE_ROOT_OF_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

  private final double[] below = new double[(int) (2 * REACH * PER_UNIT) + 2];
  private final double[] density = new double[below.length];

  NormalCurve() {
    for (int i = 0; i < below.length; i++) {
      double x = (double) i / PER_UNIT - REACH;
      density[i] = density(x);
      below[i] = series(x);
    }
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    double before = Double.NaN;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= x * x / i;
      sum += term;
    }
    return Math.min(1, Math.max(0, 0.5 + sum * density(x)));
  }

  /** The density at x. */
  static double density(double x) {
    return INVERSE_ROOT_OF_TWO_PI * StrictMath.exp(-x * x / 2);
  }

  // Hot path: RankBenchmark. Hermite's interpolation: the slope at the known values is the density.
  /** The probability of a value below x. */
  double below(double x) {
    if (x <= -REACH) {
      return 0;
    }
    if (x >= REACH) {
      return 1;
    }
    double place = (x + REACH) * PER_UNIT;
    int i = (int) place;
    double t = place - i;
    double rest = 1 - t;
    return rest * rest * ((1 + 2 * t) * below[i] + t * density[i] / PER_UNIT)
        + t * t * ((3 - 2 * t) * below[i + 1] - rest * density[i + 1] / PER_UNIT);
  }
}
