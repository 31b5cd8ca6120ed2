package dev.tandem.features.aggregate;

/**
 * Decimal fixed point: how fractional numbers enter sums, so that a sum has the same bits in any
 * order.
 *
 * <p>A number x at scale s is the integer {@code rint(x * 10^s)}, halves to even; this class is the
 * only place where such integers become doubles again.
 */
public final class FixedPoint {
  /** The largest scale; 10^18 is the largest power of ten in 64 bits. */
  public static final int MAX_SCALE = 18;

  private static final double LIMIT = 0x1p62;
  private static final double[] POWERS = powers();

  private FixedPoint() {}

  /**
   * The integer of a number at a scale in [0, {@value #MAX_SCALE}].
   *
   * @throws NumberOverflowException if the integer would lie beyond ±2^62
   */
  public static long encode(double value, int scale) {
    double scaled = Math.rint(value * POWERS[scale]);
    if (scaled >= -LIMIT && scaled <= LIMIT) {
      return (long) scaled;
    }
    throw new NumberOverflowException(
        "found " + value + ", allowed at scale " + scale + ": numbers within ±2^62 / 10^" + scale);
  }

  /** The number that an integer stands for. */
  public static double decode(long fixed, int scale) {
    return fixed / POWERS[scale];
  }

  /** The number that a weighted sum or mean of integers stands for. */
  public static double decode(double weighted, int scale) {
    return weighted / POWERS[scale];
  }

  /** The mean of {@code count > 0} numbers that sum to {@code sum}, rounded to a double once. */
  public static double mean(long sum, long count, int scale) {
    return sum / (count * POWERS[scale]);
  }

  /**
   * The variance of {@code count > 0} numbers, rounded to a double at each step.
   *
   * @param spread the count times the sum of the squares less the square of the sum, of integers
   */
  public static double variance(double spread, long count, int scale) {
    return spread / ((double) count * count * (POWERS[scale] * POWERS[scale]));
  }

  private static double[] powers() {
    double[] powers = new double[MAX_SCALE + 1];
    powers[0] = 1;
    for (int scale = 1; scale <= MAX_SCALE; scale++) {
      powers[scale] = 10 * powers[scale - 1];
    }
    return powers;
  }
}
