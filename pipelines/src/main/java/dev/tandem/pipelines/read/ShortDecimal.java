package dev.tandem.pipelines.read;

/**
 * A decimal number of few digits in ASCII: an optional minus sign, digits, and at most one point
 * between them. Not thread-safe.
 *
 * <p>The digits as an integer and the power of ten of the fraction are doubles without rounding, so
 * that their quotient is rounded once: it is the double that {@link Double#parseDouble} gives.
 */
final class ShortDecimal {
  private static final long LARGEST = 1L << 53;
  private static final double[] POWERS = powers();

  private double value;

  /** The number read last. */
  double value() {
    return value;
  }

  /** Reads {@code bytes[from, to)}; false if it is another form of number, or none. */
  // Hot path: called for every float64 of a source.
  boolean read(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    int start = negative ? from + 1 : from;
    int point = -1;
    long digits = 0;
    for (int i = start; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        if (digits > LARGEST) {
          return false;
        }
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return false;
      }
    }
    int count = to - start - (point < 0 ? 0 : 1);
    int fraction = point < 0 ? 0 : to - point - 1;
    if (count == 0 || fraction >= POWERS.length) {
      return false;
    }
    double positive = digits / POWERS[fraction];
    value = negative ? -positive : positive;
    return true;
  }

  private static double[] powers() {
    // 10^22 is the largest power of ten that is a double without rounding.
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
