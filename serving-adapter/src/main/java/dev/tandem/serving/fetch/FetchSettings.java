package dev.tandem.serving.fetch;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * How features are fetched.
 *
 * @param clock says what now is, for requests that name no instant
 * @param maxRows the most rows that one request may ask for
 * @param watch is told how long the stages of a request take, and what it fetched
 * @param listener hears of every answer; empty costs nothing
 */
public record FetchSettings(
    InstantSource clock, int maxRows, FetchWatch watch, Optional<ServedListener> listener) {
  private static final int DEFAULT_MAX_ROWS = 1000;

  public FetchSettings {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(watch, "watch");
    Objects.requireNonNull(listener, "listener");
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows: found " + maxRows + ", allowed: 1 or more");
    }
  }

  /** The system's clock, 1000 rows, nobody who watches and nobody who listens. */
  public static FetchSettings defaults() {
    return new FetchSettings(
        InstantSource.system(), DEFAULT_MAX_ROWS, FetchWatch.NONE, Optional.empty());
  }

  /** The same with another clock. */
  public FetchSettings withClock(InstantSource newClock) {
    return new FetchSettings(newClock, maxRows, watch, listener);
  }

  /** The same with another limit on rows. */
  public FetchSettings withMaxRows(int newMaxRows) {
    return new FetchSettings(clock, newMaxRows, watch, listener);
  }

  /** The same with another watch. */
  public FetchSettings withWatch(FetchWatch newWatch) {
    return new FetchSettings(clock, maxRows, newWatch, listener);
  }

  /** The same with somebody who hears of every answer. */
  public FetchSettings withListener(ServedListener newListener) {
    return new FetchSettings(clock, maxRows, watch, Optional.of(newListener));
  }

  /** The same with nobody who listens. */
  public FetchSettings withoutListener() {
    return new FetchSettings(clock, maxRows, watch, Optional.empty());
  }
}
