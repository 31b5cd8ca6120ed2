package dev.tandem.training.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The area under the receiver operating characteristic: the probability that a random positive
 * scores higher than a random negative, a tie counting half. Exact.
 */
public final class Auc {
  private Auc() {}

  /**
   * The area, or empty if only one class occurs.
   *
   * @param scores finite; row i has the label {@code labels[i]}
   * @param labels 1 or 0; rows with NaN are left out
   */
  public static OptionalDouble of(float[] scores, float[] labels) {
    long[] keys = new long[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Float.isNaN(labels[i])) {
        keys[count++] = key(scores[i]) << 1 | (labels[i] > 0 ? 1 : 0);
      }
    }
    Arrays.sort(keys, 0, count);
    return ofSorted(keys, count);
  }

  /** A number whose order is that of the scores; -0.0 and 0.0 are one. */
  private static long key(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits < 0 ? ~bits & 0xFFFFFFFFL : bits | 0x80000000L;
  }

  private static OptionalDouble ofSorted(long[] keys, int count) {
    long positives = 0;
    long negatives = 0;
    long twiceOrdered = 0;
    for (int from = 0; from < count; ) {
      int to = from;
      long tiedPositives = 0;
      while (to < count && keys[to] >>> 1 == keys[from] >>> 1) {
        tiedPositives += keys[to++] & 1;
      }
      long tiedNegatives = to - from - tiedPositives;
      twiceOrdered += tiedPositives * (2 * negatives + tiedNegatives);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return positives == 0 || negatives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(twiceOrdered / (2.0 * positives * negatives));
  }
}
