package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ValueBucketsProperties {
  private static final double ROUNDING = 1e-12;

  @Property(tries = 2000)
  void valueOf_bucketOfAnyNumberInRange_isWithinTheAccuracy(
      @ForAll @DoubleRange(min = 0.001, max = 0.1) double accuracy,
      @ForAll @DoubleRange(min = 1, max = 2) double significand,
      @ForAll("exponents") int exponent) {
    ValueBuckets buckets = new ValueBuckets(accuracy);
    double value = Math.min(Math.scalb(significand, exponent), ValueBuckets.LARGEST);

    double found = buckets.valueOf(buckets.bucketOf(value));

    assertThat(found).isCloseTo(value, within(value * (accuracy + ROUNDING)));
    assertThat(buckets.valueOf(buckets.bucketOf(-value))).isEqualTo(-found);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<Integer> exponents() {
    return net.jqwik.api.Arbitraries.integers().between(-30, 63);
  }

  @Property(tries = 2000)
  void bucketOf_largerNumber_isNotSmaller(@ForAll double a, @ForAll double b) {
    ValueBuckets buckets = new ValueBuckets(0.01);

    assertThat(buckets.bucketOf(Math.max(a, b)))
        .isGreaterThanOrEqualTo(buckets.bucketOf(Math.min(a, b)));
  }

  @Example
  void bucketOf_beyondTheRange_isOfItsEnds() {
    ValueBuckets buckets = new ValueBuckets(0.01);

    assertThat(buckets.bucketOf(0)).isZero();
    assertThat(buckets.bucketOf(-Math.nextDown(ValueBuckets.SMALLEST))).isZero();
    assertThat(buckets.bucketOf(ValueBuckets.SMALLEST)).isEqualTo(1);
    assertThat(buckets.bucketOf(Double.MAX_VALUE))
        .isEqualTo(buckets.bucketOf(ValueBuckets.LARGEST));
    assertThat(buckets.bucketOf(-Double.MAX_VALUE))
        .isEqualTo(-buckets.bucketOf(ValueBuckets.LARGEST));
  }

  @Example
  void bucketOf_largest_saysHowManyBucketsThereAre() {
    assertThat(new ValueBuckets(0.001).bucketOf(ValueBuckets.LARGEST)).isEqualTo(0);
    assertThat(new ValueBuckets(0.01).bucketOf(ValueBuckets.LARGEST)).isEqualTo(0);
    assertThat(new ValueBuckets(0.1).bucketOf(ValueBuckets.LARGEST)).isEqualTo(0);
  }

  /** States are stored: these may never change. */
  @Example
  void bucketOf_goldenNumbers_areTheGoldenBuckets() {
    ValueBuckets buckets = new ValueBuckets(0.01);

    assertThat(buckets.bucketOf(1)).isEqualTo(0);
    assertThat(buckets.bucketOf(19.99)).isEqualTo(0);
    assertThat(Double.toHexString(buckets.valueOf(buckets.bucketOf(19.99)))).isEqualTo("?");
  }
}
