package dev.tandem.serving.store;

import java.time.Duration;

/**
 * When a circuit breaker stops asking the store, and when it tries again.
 *
 * @param reads of how many of the last reads it looks at
 * @param failedShare the share of them, above 0 and at most 1, that has to fail to open it
 * @param pause how long it then lets nothing through, before it tries a few reads
 */
public record BreakerSettings(int reads, double failedShare, Duration pause) {
  private static final int READS = 50;
  private static final double FAILED_SHARE = 0.5;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  public BreakerSettings {
    if (reads < 1) {
      throw new IllegalArgumentException("reads: found " + reads + ", allowed: 1 or more");
    }
    if (!(failedShare > 0 && failedShare <= 1)) {
      throw new IllegalArgumentException(
          "failedShare: found " + failedShare + ", allowed: above 0 and at most 1");
    }
    if (pause.toMillis() < 1) {
      throw new IllegalArgumentException("pause: found " + pause + ", allowed: 1 ms or more");
    }
  }

  /** Half of the last 50 reads, and a pause of a second. */
  public static BreakerSettings defaults() {
    return new BreakerSettings(READS, FAILED_SHARE, PAUSE);
  }
}
