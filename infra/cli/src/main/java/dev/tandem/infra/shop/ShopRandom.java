package dev.tandem.infra.shop;

/**
 * The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014), written out so that its numbers
 * depend on no library and no platform. Not thread-safe.
 */
final class ShopRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  private long state;

  private ShopRandom(long state) {
    this.state = state;
  }

  /** An independent stream of numbers for each seed and stream number. */
  static ShopRandom of(long seed, long stream) {
    return new ShopRandom(mix(mix(seed + GOLDEN_GAMMA) ^ (stream * GOLDEN_GAMMA)));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (nextLong() >>> 11) * TWO_TO_MINUS_53;
  }

  /** Uniform in [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform in [0, bound). */
  int below(int bound) {
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }

  /** True with this probability. */
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Standard normal, by Marsaglia's polar method. */
  double gaussian() {
    while (true) {
      double u = uniform(-1, 1);
      double v = uniform(-1, 1);
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /**
   * Exponential with this mean, conditioned on being below the limit: every draw is in [0, limit).
   */
  double exponentialBelow(double mean, double limit) {
    double below = 1 - StrictMath.exp(-limit / mean);
    return Math.min(-mean * StrictMath.log(1 - uniform() * below), Math.nextDown(limit));
  }

  /** An index drawn in proportion to the steps of a cumulative, increasing array. */
  int choose(double[] cumulative, int from, int to) {
    double before = from == 0 ? 0 : cumulative[from - 1];
    double target = uniform(before, cumulative[to - 1]);
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
