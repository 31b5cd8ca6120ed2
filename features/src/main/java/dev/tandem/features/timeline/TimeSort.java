package dev.tandem.features.timeline;

/**
 * Stable radix sort of row numbers by time, eleven bits at a time.
 *
 * <p>Time and row travel together in one long, so that no pass looks anything up; where they do not
 * fit, because the times lie too far apart, the row numbers travel alone.
 */
public final class TimeSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  private TimeSort() {}

  /** True if the first {@code rows} times do not fall. */
  public static boolean isSorted(long[] times, int rows) {
    for (int row = 1; row < rows; row++) {
      if (times[row - 1] > times[row]) {
        return false;
      }
    }
    return true;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** The row numbers in order of their times. */
  public static int[] sort(long[] times, int rows) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < rows; row++) {
      min = Math.min(min, times[row]);
      max = Math.max(max, times[row]);
    }
    int timeBits = rows == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(max - min);
    int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, rows) - 1);
    return timeBits + rowBits <= Long.SIZE
        ? packed(times, rows, min, timeBits, rowBits)
        : unpacked(times, rows, min, timeBits);
  }

  private static int[] packed(long[] times, int rows, long min, int timeBits, int rowBits) {
    long[] sorted = new long[rows];
    for (int row = 0; row < rows; row++) {
      // A shift by 64 cannot be: then there are no bits of time.
      sorted[row] = (times[row] - min) << rowBits | row;
    }
    long[] spare = new long[rows];
    for (int shift = rowBits; shift < rowBits + timeBits; shift += BITS) {
      pass(sorted, spare, shift);
      long[] swap = sorted;
      sorted = spare;
      spare = swap;
    }
    int[] order = new int[rows];
    long mask = (1L << rowBits) - 1;
    for (int i = 0; i < rows; i++) {
      order[i] = (int) (sorted[i] & mask);
    }
    return order;
  }

  private static void pass(long[] from, long[] to, int shift) {
    int[] next = new int[BUCKETS + 1];
    for (long entry : from) {
      next[digit(entry, shift) + 1]++;
    }
    startsOf(next);
    for (long entry : from) {
      to[next[digit(entry, shift)]++] = entry;
    }
  }

  private static int[] unpacked(long[] times, int rows, long min, int timeBits) {
    int[] sorted = new int[rows];
    for (int row = 0; row < rows; row++) {
      sorted[row] = row;
    }
    int[] spare = new int[rows];
    for (int shift = 0; shift < timeBits; shift += BITS) {
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
    startsOf(next);
    for (int row : from) {
      to[next[digit(times[row] - min, shift)]++] = row;
    }
  }

  private static void startsOf(int[] next) {
    for (int i = 0; i < BUCKETS; i++) {
      next[i + 1] += next[i];
    }
  }

  private static int digit(long offset, int shift) {
    return (int) (offset >>> shift) & (BUCKETS - 1);
  }
}
