package dev.tandem.training.random;

/**
 * Random numbers of which each is a function of a key and its place, so that a run that goes on
 * from a checkpoint draws what an uninterrupted one does: there is no state to keep. The function
 * is the output of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
public final class KeyedRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private KeyedRandom() {}

  /** A key made of two numbers. */
  public static long key(long one, long other) {
    return mix(mix(one + GOLDEN) + other * GOLDEN);
  }

  /** A number uniform in [0, 1). */
  public static double uniform(long key, long place) {
    return (mix(key + place * GOLDEN) >>> 11) * UNIT;
  }

  /** A whole number uniform in [0, bound), up to a bias below {@code bound / 2^53}. */
  public static int below(int bound, long key, long place) {
    return (int) (uniform(key, place) * bound);
  }

  /** A number of the standard normal distribution, by Box and Muller. */
  public static double normal(long key, long place) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(key, 2 * place)));
    return radius * Math.cos(2 * Math.PI * uniform(key, 2 * place + 1));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
