package dev.tandem.features.aggregate;

/**
 * Doubles as longs of the same order, without loss: so that smallest, largest and newest values of
 * every type are kept by the same code.
 */
public final class OrderedDouble {
  private OrderedDouble() {}

  /** The long of a finite double; -0.0 counts as 0.0. */
  public static long encode(double value) {
    return flip(Double.doubleToRawLongBits(value + 0.0));
  }

  /** The double of such a long. */
  public static double decode(long ordered) {
    return Double.longBitsToDouble(flip(ordered));
  }

  // Negative doubles grow with their magnitude bits; turning those bits over makes them fall.
  private static long flip(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
