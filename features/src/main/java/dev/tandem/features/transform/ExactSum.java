package dev.tandem.features.transform;

import java.math.BigInteger;

/**
 * The exact sum of doubles, which no order of additions changes: a fixed-point number that is wide
 * enough for every finite double (Neal, "Fast exact summation using small and large
 * superaccumulators", 2015). Not thread-safe.
 *
 * <p>Limb i counts units of {@code 2^(32 i - 1074)} and may hold more than 32 bits until carried.
 */
final class ExactSum {
  /** The power of two of which {@link #units} are multiples. */
  static final int UNIT_EXPONENT = -1074;

  private static final int LIMB_BITS = 32;
  private static final long LIMB_MASK = 0xFFFFFFFFL;
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 30;
  private static final int MANTISSA_BITS = 52;

  private final long[] limbs = new long[68];
  private int additions;
  private double notFinite;

  // Hot path: up to three times for each number of a training set.
  void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (exponent == 0x7FF) {
      notFinite += value;
      return;
    }
    if (exponent > 0) {
      mantissa |= 1L << MANTISSA_BITS;
      exponent--;
    }
    int limb = exponent / LIMB_BITS;
    int shift = exponent % LIMB_BITS;
    long sign = bits < 0 ? -1 : 1;
    long above = mantissa >>> (LIMB_BITS - shift);
    limbs[limb] += sign * ((mantissa << shift) & LIMB_MASK);
    limbs[limb + 1] += sign * (above & LIMB_MASK);
    limbs[limb + 2] += sign * (above >>> LIMB_BITS);
    if (++additions == ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  private void carry() {
    for (int i = 0; i < limbs.length - 1; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB_MASK;
    }
    additions = 0;
  }

  /** False if an infinity or a NaN was added. */
  boolean isFinite() {
    return notFinite == 0;
  }

  /** The sum as a multiple of {@code 2^-1074}, of the finite values alone. */
  BigInteger units() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return sum;
  }
}
