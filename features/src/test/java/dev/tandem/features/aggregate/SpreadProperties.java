package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SpreadProperties {
  private static final long ROOT = 1L << 47;

  @Property
  void of_anySums_isTheExactSpreadRoundedOnce(
      @ForAll @LongRange(min = 1, max = (1L << 40)) long count,
      @ForAll @LongRange(min = -ROOT, max = ROOT) long mean,
      @ForAll @LongRange(min = 0, max = (1L << 62)) long low,
      @ForAll long bits,
      @ForAll @IntRange(min = 1, max = 63) int shift) {
    long sum =
        BigInteger.valueOf(count).multiply(BigInteger.valueOf(mean)).shiftRight(25).longValue();
    // Never less than the square of the sum by the count, as for any numbers.
    BigInteger least =
        BigInteger.valueOf(sum).pow(2).divide(BigInteger.valueOf(count)).shiftRight(32);
    long high = least.longValueExact() + (bits >>> shift) / 2 + 1;

    assertThat(Spread.of(count, sum, low, high))
        .isEqualTo(exact(count, sum, low, high).doubleValue());
  }

  @Property
  void of_twoValues_isTheirDifferenceSquared(
      @ForAll @LongRange(min = -ROOT / 2, max = ROOT / 2) long a,
      @ForAll @LongRange(min = -ROOT / 2, max = ROOT / 2) long b) {
    long low = Tally.SQUARES_LOW.of(a) + Tally.SQUARES_LOW.of(b);
    long high = Tally.SQUARES_HIGH.of(a) + Tally.SQUARES_HIGH.of(b);

    assertThat(Spread.of(2, a + b, low, high))
        .isEqualTo(BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)).pow(2).doubleValue());
  }

  @Example
  void of_valuesAroundTheirMean_halvesGoToEven() {
    // 2^53 + 1 lies between two doubles; as does three times it, one of whose neighbours is even.
    assertThat(Spread.of(1, 0, 1, 1L << 21)).isEqualTo(0x1p53);
    assertThat(Spread.of(3, 0, 1, 1L << 21)).isEqualTo(3 * 0x1p53 + 4);
  }

  private static BigInteger exact(long count, long sum, long low, long high) {
    BigInteger squares = BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    return BigInteger.valueOf(count).multiply(squares).subtract(BigInteger.valueOf(sum).pow(2));
  }
}
