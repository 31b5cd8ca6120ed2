package dev.tandem.features.aggregate;

/**
 * Buckets of numbers so narrow that one number stands for each bucket within a relative accuracy:
 * those of DDSketch (Masson, Rim and Lee 2019, arXiv 1908.10693).
 *
 * <p>A bucket has the number 0 for numbers around 0, and the sign of its numbers; larger numbers
 * never have a smaller bucket. The logarithm that numbers buckets is a cubic polynomial between
 * powers of two, steep enough everywhere, so that no machine's logarithm decides about a bucket.
 * Immutable.
 */
public final class ValueBuckets {
  /** Numbers of a smaller magnitude count as 0. */
  public static final double SMALLEST = 0x1p-30;

  /** Numbers of a larger magnitude count as this one, with their sign. */
  public static final double LARGEST = 0x1p63;

  // A, B, C make the least slope of the polynomial in the logarithm as large as can be.
  private static final double A = 6.0 / 35.0;
  private static final double B = -3.0 / 5.0;
  private static final double C = 10.0 / 7.0;

  private final double accuracy;
  private final double perPowerOfTwo;
  private final long lowest;

  /**
   * Buckets of this accuracy.
   *
   * @param accuracy how far the number of a bucket is from any in it at most, relative to that one;
   *     in (0, 1)
   */
  public ValueBuckets(double accuracy) {
    if (!(accuracy > 0 && accuracy < 1)) {
      throw new IllegalArgumentException("found accuracy " + accuracy + ", allowed: in (0, 1)");
    }
    this.accuracy = accuracy;
    this.perPowerOfTwo = 7 / (10 * StrictMath.log((1 + accuracy) / (1 - accuracy)));
    this.lowest = index(SMALLEST);
  }

  /** The accuracy they were made for. */
  public double accuracy() {
    return accuracy;
  }

  // Hot path: SummariesBenchmark.
  /** The bucket of a finite number. */
  public long bucketOf(double value) {
    double magnitude = Math.abs(value);
    if (magnitude < SMALLEST) {
      return 0;
    }
    long bucket = index(Math.min(magnitude, LARGEST)) - lowest + 1;
    return value < 0 ? -bucket : bucket;
  }

  private long index(double magnitude) {
    int exponent = Math.getExponent(magnitude);
    double s = Math.scalb(magnitude, -exponent) - 1;
    return (long) Math.floor((((A * s + B) * s + C) * s + exponent) * perPowerOfTwo);
  }

  /** The number that stands for a bucket. */
  public double valueOf(long bucket) {
    if (bucket == 0) {
      return 0;
    }
    double value = lowerBound(Math.abs(bucket) + lowest - 1) * (1 + accuracy);
    return bucket < 0 ? -value : value;
  }

  // The root of the polynomial by Cardano's formula.
  private double lowerBound(long index) {
    double logarithm = index / perPowerOfTwo;
    double exponent = Math.floor(logarithm);
    double d0 = B * B - 3 * A * C;
    double d1 = 2 * B * B * B - 9 * A * B * C - 27 * A * A * (logarithm - exponent);
    double p = StrictMath.cbrt((d1 - Math.sqrt(d1 * d1 - 4 * d0 * d0 * d0)) / 2);
    return Math.scalb(1 - (B + p + d0 / p) / (3 * A), (int) exponent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueBuckets buckets && accuracy == buckets.accuracy;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(accuracy);
  }

  @Override
  public String toString() {
    return "buckets@" + accuracy;
  }
}
