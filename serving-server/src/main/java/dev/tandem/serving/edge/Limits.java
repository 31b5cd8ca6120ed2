package dev.tandem.serving.edge;

import java.time.Duration;

/**
 * What a server bears.
 *
 * @param threads how many requests each edge works on at a time; more wait
 * @param maxBodyBytes the longest body or message of a request, in bytes
 * @param closeGrace how long closing waits for requests that have begun
 */
public record Limits(int threads, int maxBodyBytes, Duration closeGrace) {
  private static final int MIN_THREADS = 8;

  public Limits {
    require(threads, "threads");
    require(maxBodyBytes, "maxBodyBytes");
    if (closeGrace.isNegative()) {
      throw new IllegalArgumentException(
          "closeGrace: found " + closeGrace + ", allowed: 0 or more");
    }
  }

  /** Two threads per processor but at least 8, bodies up to 4 MiB, 10 seconds to finish. */
  public static Limits defaults() {
    int threads = Math.max(MIN_THREADS, 2 * Runtime.getRuntime().availableProcessors());
    return new Limits(threads, 4 << 20, Duration.ofSeconds(10));
  }

  private static void require(int found, String name) {
    if (found < 1) {
      throw new IllegalArgumentException(name + ": found " + found + ", allowed: 1 or more");
    }
  }
}
