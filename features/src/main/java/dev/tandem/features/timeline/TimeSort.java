package dev.tandem.features.timeline;

/** Stable radix sort of row numbers by time, eleven bits at a time. */
final class TimeSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  private TimeSort() {}

  static boolean isSorted(long[] times, int rows) {
    for (int row = 1; row < rows; row++) {
      if (times[row - 1] > times[row]) {
        return false;
      }
    }
    return true;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** The row numbers in order of their times. */
  static int[] sort(long[] times, int rows) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    int[] sorted = new int[rows];
    for (int row = 0; row < rows; row++) {
      sorted[row] = row;
      min = Math.min(min, times[row]);
      max = Math.max(max, times[row]);
    }
    int[] spare = new int[rows];
    int bits = rows == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(max - min);
    for (int shift = 0; shift < bits; shift += BITS) {
      pass(times, min, shift, sorted, spare);
      int[] swap = sorted;
      sorted = spare;
      spare = swap;
    }
    return sorted;
  }

  private static void pass(long[] times, long min, int shift, int[] from, int[] to) {
    int[] next = new int[BUCKETS + 1];
    for (int row : from) {
      next[digit(times[row] - min, shift) + 1]++;
    }
    for (int i = 0; i < BUCKETS; i++) {
      next[i + 1] += next[i];
    }
    for (int row : from) {
      to[next[digit(times[row] - min, shift)]++] = row;
    }
  }

  private static int digit(long offset, int shift) {
    return (int) (offset >>> shift) & (BUCKETS - 1);
  }
}
