package dev.tandem.features.declaration;

import java.time.Duration;

/**
 * A sliding window with a resolution: at T it covers the events in {@code [floor(T - length,
 * resolution), T)}.
 *
 * <p>The head is exact to the millisecond; the tail is aligned to the resolution, counted from the
 * epoch.
 */
public record Window(Duration length, Duration resolution) {
  public Window {
    if (length.toMillis() < 1 || resolution.toMillis() < 1) {
      throw new IllegalArgumentException("a window and its resolution last at least 1 ms");
    }
    if (resolution.compareTo(length) > 0) {
      throw new IllegalArgumentException(
          "resolution " + resolution + " is longer than the window " + length);
    }
  }

  /**
   * A window with the default resolution for its length: a second up to 1 minute, a minute up to 6
   * hours, an hour up to 14 days, a day beyond.
   */
  public static Window of(Duration length) {
    return new Window(length, defaultResolution(length));
  }

  private static Duration defaultResolution(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) <= 0) {
      return length;
    }
    if (length.compareTo(Duration.ofMinutes(1)) <= 0) {
      return Duration.ofSeconds(1);
    }
    if (length.compareTo(Duration.ofHours(6)) <= 0) {
      return Duration.ofMinutes(1);
    }
    if (length.compareTo(Duration.ofDays(14)) <= 0) {
      return Duration.ofHours(1);
    }
    return Duration.ofDays(1);
  }

  /**
   * The first instant that the window at {@code instant} covers, both in UTC epoch milliseconds.
   */
  public long startMillis(long instant) {
    return startMillis(instant, length.toMillis(), resolution.toMillis());
  }

  /** The same for a window of this length and resolution in milliseconds. */
  public static long startMillis(long instant, long lengthMillis, long resolutionMillis) {
    return resolutionMillis == 1
        ? instant - lengthMillis
        : Math.floorDiv(instant - lengthMillis, resolutionMillis) * resolutionMillis;
  }
}
