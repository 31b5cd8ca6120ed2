package dev.tandem.training.metric;

import java.util.Arrays;

/** Orders rows by their scores without comparing objects. */
final class ScoreOrder {
  private ScoreOrder() {}

  /** A number of 32 bits whose order is that of the scores; -0.0 and 0.0 are one. */
  static long key(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits < 0 ? ~bits & 0xFFFFFFFFL : bits | 0x80000000L;
  }

  /** The score of a key. */
  static float score(long key) {
    int bits = (int) key;
    return Float.intBitsToFloat(bits < 0 ? bits & 0x7FFFFFFF : ~bits);
  }

  /** The rows whose label is not NaN in ascending order of their scores, equal ones by number. */
  static int[] rows(float[] scores, float[] labels) {
    long[] keys = new long[scores.length];
    int count = 0;
    for (int row = 0; row < scores.length; row++) {
      if (!Float.isNaN(labels[row])) {
        // With its upper bit turned, an unsigned number is ordered as a signed one.
        keys[count++] = (key(scores[row]) << 32 | row) ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) keys[i];
    }
    return rows;
  }
}
