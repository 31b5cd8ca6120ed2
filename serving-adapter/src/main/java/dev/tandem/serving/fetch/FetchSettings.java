package dev.tandem.serving.fetch;

import java.time.InstantSource;
import java.util.Objects;

/**
 * How features are fetched.
 *
 * @param clock says what now is, for requests that name no instant
 * @param maxRows the most rows that one request may ask for
 * @param watch is told of every request
 */
public record FetchSettings(InstantSource clock, int maxRows, FetchWatch watch) {
  private static final int DEFAULT_MAX_ROWS = 1000;

  public FetchSettings {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(watch, "watch");
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows: found " + maxRows + ", allowed: 1 or more");
    }
  }

  /** The system's clock, 1000 rows and nobody who watches. */
  public static FetchSettings defaults() {
    return new FetchSettings(InstantSource.system(), DEFAULT_MAX_ROWS, FetchWatch.NONE);
  }

  /** The same with another clock. */
  public FetchSettings withClock(InstantSource newClock) {
    return new FetchSettings(newClock, maxRows, watch);
  }

  /** The same with another limit on rows. */
  public FetchSettings withMaxRows(int newMaxRows) {
    return new FetchSettings(clock, newMaxRows, watch);
  }

  /** The same with another watch. */
  public FetchSettings withWatch(FetchWatch newWatch) {
    return new FetchSettings(clock, maxRows, newWatch);
  }
}
