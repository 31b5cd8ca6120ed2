package dev.tandem.features.transform;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The mean and the deviation of numbers, from exact sums: the same bits in whatever order the
 * numbers come. Not thread-safe.
 */
final class Moments {
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long count;

  void add(double value) {
    count++;
    sum.add(value);
    double square = value * value;
    squares.add(square);
    if (Double.isFinite(square)) {
      // What the rounding of the square lost.
      squares.add(Math.fma(value, value, -square));
    }
  }

  /** The mean; 0 without numbers, NaN if one of them is not finite. */
  double mean() {
    if (!sum.isFinite()) {
      return Double.NaN;
    }
    return count == 0 ? 0 : quotient(sum.units(), BigInteger.valueOf(count), 1);
  }

  /**
   * The root of the mean square of what differs from the mean; as the mean, and NaN beyond 1e154.
   */
  double deviation() {
    if (!squares.isFinite()) {
      return Double.NaN;
    }
    if (count == 0) {
      return 0;
    }
    // With n numbers of sum s and squares q the variance is (n q - s^2) / n^2.
    BigInteger n = BigInteger.valueOf(count);
    BigInteger differences =
        squares.units().multiply(n).shiftLeft(-ExactSum.UNIT_EXPONENT).subtract(sum.units().pow(2));
    // Of squares below 1e-290 even the rounding is lost, which may leave less than nothing.
    return Math.sqrt(Math.max(0, quotient(differences, n.pow(2), 2)));
  }

  /** {@code units 2^(power UNIT_EXPONENT) / divisor}. */
  private static double quotient(BigInteger units, BigInteger divisor, int power) {
    BigInteger denominator = divisor.shiftLeft(-ExactSum.UNIT_EXPONENT * power);
    return new BigDecimal(units)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
        .doubleValue();
  }
}
