package dev.tandem.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class MomentsProperties {
  private static Moments of(List<Double> values) {
    Moments moments = new Moments();
    values.forEach(moments::add);
    return moments;
  }

  private static BigDecimal exactSum(List<Double> values) {
    return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Property(tries = 300)
  void units_areTheExactSum(@ForAll @Size(max = 60) List<Double> values) {
    ExactSum sum = new ExactSum();
    values.forEach(sum::add);
    BigDecimal unit = new BigDecimal(Double.MIN_VALUE);
    assertThat(new BigDecimal(sum.units()).multiply(unit)).isEqualByComparingTo(exactSum(values));
  }

  @Property(tries = 300)
  void mean_isTheExactOneRounded(@ForAll @Size(min = 1, max = 60) List<Double> values) {
    BigDecimal mean =
        exactSum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128);
    assertThat(of(values).mean()).isEqualTo(mean.doubleValue());
  }

  @Property(tries = 300)
  void deviation_isTheExactOneRounded(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e9, max = 1e9) Double> values) {
    BigDecimal n = BigDecimal.valueOf(values.size());
    BigDecimal squares =
        values.stream().map(v -> new BigDecimal(v).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal variance =
        squares
            .multiply(n)
            .subtract(exactSum(values).pow(2))
            .divide(n.pow(2), MathContext.DECIMAL128);
    double expected = Math.sqrt(variance.doubleValue());
    assertThat(of(values).deviation()).isCloseTo(expected, within(1e-15 * expected));
  }

  @Property(tries = 100)
  void anyOrder_givesTheSameBits(@ForAll @Size(max = 60) List<Double> values, @ForAll long seed) {
    List<Double> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(bits(of(shuffled).mean())).isEqualTo(bits(of(values).mean()));
    assertThat(bits(of(shuffled).deviation())).isEqualTo(bits(of(values).deviation()));
  }

  /** The bits of a number; also of NaN, which equals no number. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  @Example
  void constant_hasNoDeviation() {
    // 0.1 is no fraction of two: sums of rounded values would leave a little.
    assertThat(of(Collections.nCopies(1000, 0.1)).deviation()).isZero();
    assertThat(of(Collections.nCopies(1000, 0.1)).mean()).isEqualTo(0.1);
  }

  @Example
  void noNumbers_areZero_andInfinityHasNoMean() {
    assertThat(of(List.of()).mean()).isZero();
    assertThat(of(List.of()).deviation()).isZero();
    assertThat(of(List.of(1.0, Double.POSITIVE_INFINITY)).mean()).isNaN();
    assertThat(of(List.of(1.0, Double.NaN)).deviation()).isNaN();
    assertThat(of(List.of(1e200)).deviation()).isNaN();
  }
}
