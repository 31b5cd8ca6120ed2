package dev.tandem.features.aggregate;

import java.math.BigInteger;
import java.util.List;

/**
 * How far integers lie apart: their count times the sum of their squares, less the square of their
 * sum. It is exact, and becomes a double once.
 */
final class Spread {
  /** What it is made of, in the order in which {@link #of(WindowColumns, int)} reads them. */
  static final List<ExactState> STATES =
      List.of(Tally.COUNT, Tally.SUM, Tally.SQUARES_LOW, Tally.SQUARES_HIGH);

  private Spread() {}

  /** The spread of a window with {@link #STATES}. */
  static double of(WindowColumns windows, int i) {
    return of(
        windows.numbers(0)[i], windows.numbers(1)[i], windows.numbers(2)[i], windows.numbers(3)[i]);
  }

  /** The spread of integers whose squares sum to {@code low + high * 2^32}. */
  static double of(long count, long sum, long low, long high) {
    boolean fits = count >>> 31 == 0 && high >>> 62 == 0;
    return fits ? in128Bits(count, sum, low, high) : exact(count, sum, low, high).doubleValue();
  }

  // Hot path: PointInTimeJoinBenchmark. The products stay below 2^126.
  private static double in128Bits(long count, long sum, long low, long high) {
    long upper = Math.multiplyHigh(count, high);
    long lower = count * high;
    upper = upper << 32 | lower >>> 32;
    lower <<= 32;
    long added = lower + count * low;
    upper += Math.multiplyHigh(count, low) + (Long.compareUnsigned(added, lower) < 0 ? 1 : 0);
    long square = sum * sum;
    upper -= Math.multiplyHigh(sum, sum) + (Long.compareUnsigned(added, square) < 0 ? 1 : 0);
    return toDouble(upper, added - square);
  }

  private static double toDouble(long upper, long lower) {
    if (upper == 0 && lower >= 0) {
      return lower;
    }
    // The upper 63 bits are kept, the last of them standing for all that are cut off: more than
    // a double has, so that rounding them is rounding the whole.
    int cut = 65 - Long.numberOfLeadingZeros(upper);
    long kept = upper << (64 - cut) | lower >>> cut;
    long rest = lower << (64 - cut);
    return Math.scalb((double) (rest == 0 ? kept : kept | 1), cut);
  }

  static BigInteger exact(long count, long sum, long low, long high) {
    BigInteger squares = BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    return BigInteger.valueOf(count).multiply(squares).subtract(BigInteger.valueOf(sum).pow(2));
  }
}
