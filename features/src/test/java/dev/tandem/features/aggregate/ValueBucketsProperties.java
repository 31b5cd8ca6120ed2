package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ValueBucketsProperties {
  private static final double ROUNDING = 1e-12;

  @Property(tries = 2000)
  void valueOf_bucketOfAnyNumberInRange_isWithinTheAccuracy(
      @ForAll @IntRange(min = 1, max = 100) int thousandths,
      @ForAll @LongRange(max = (1L << 52) - 1) long fraction,
      @ForAll @IntRange(min = -30, max = 62) int exponent) {
    double accuracy = thousandths / 1000.0;
    ValueBuckets buckets = new ValueBuckets(accuracy);
    double value = Math.scalb(1 + Math.scalb((double) fraction, -52), exponent);

    double found = buckets.valueOf(buckets.bucketOf(value));

    assertThat(found).isCloseTo(value, within(value * (accuracy + ROUNDING)));
    assertThat(buckets.valueOf(buckets.bucketOf(-value))).isEqualTo(-found);
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
    assertThat(new ValueBuckets(0.001).bucketOf(ValueBuckets.LARGEST)).isEqualTo(32550);
    assertThat(new ValueBuckets(0.01).bucketOf(ValueBuckets.LARGEST)).isEqualTo(3255);
    assertThat(new ValueBuckets(0.1).bucketOf(ValueBuckets.LARGEST)).isEqualTo(325);
  }

  /** States are stored: these may never change. */
  @Example
  void bucketOf_goldenNumbers_areTheGoldenBuckets() {
    ValueBuckets buckets = new ValueBuckets(0.01);

    assertThat(buckets.bucketOf(1)).isEqualTo(1051);
    assertThat(buckets.bucketOf(19.99)).isEqualTo(1202);
    assertThat(Double.toHexString(buckets.valueOf(buckets.bucketOf(19.99))))
        .isEqualTo("0x1.4172647fe2a7p4");
  }
}
