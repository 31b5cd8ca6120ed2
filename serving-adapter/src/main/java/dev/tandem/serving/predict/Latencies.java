package dev.tandem.serving.predict;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long calls took, in milliseconds. A percentile is the smallest latency that at least this
 * share of the calls did not exceed.
 *
 * @param calls the number of calls measured
 */
public record Latencies(int calls, double p50Millis, double p99Millis, double maxMillis) {
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * The percentiles of some calls.
   *
   * @param nanos how long each took, in any order; at least one
   */
  public static Latencies of(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no calls were measured");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(
        sorted.length,
        percentile(sorted, 50),
        percentile(sorted, 99),
        sorted[sorted.length - 1] / NANOS_PER_MILLI);
  }

  private static double percentile(long[] sorted, int percent) {
    int rank = (int) ((sorted.length * (long) percent + 99) / 100);
    return sorted[rank - 1] / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms, max %.2f ms over %d calls",
        p50Millis,
        p99Millis,
        maxMillis,
        calls);
  }
}
