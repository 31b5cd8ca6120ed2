package dev.tandem.serving.fetch;

import java.time.InstantSource;
import java.util.Objects;

/**
 * How features are fetched.
 *
 * @param clock says what now is, for requests that name no instant
 * @param maxRows the most rows that one request may ask for
 */
public record FetchSettings(InstantSource clock, int maxRows) {
  private static final int DEFAULT_MAX_ROWS = 1000;

  public FetchSettings {
    Objects.requireNonNull(clock, "clock");
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows: found " + maxRows + ", allowed: 1 or more");
    }
  }

  /** The system's clock and 1000 rows. */
  public static FetchSettings defaults() {
    return new FetchSettings(InstantSource.system(), DEFAULT_MAX_ROWS);
  }

  /** The same with another clock. */
  public FetchSettings withClock(InstantSource newClock) {
    return new FetchSettings(newClock, maxRows);
  }

  /** The same with another limit on rows. */
  public FetchSettings withMaxRows(int newMaxRows) {
    return new FetchSettings(clock, newMaxRows);
  }
}
