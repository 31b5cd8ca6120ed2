package dev.tandem.serving.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * How features are fetched.
 *
 * @param clock says what now is, for requests that name no instant
 * @param maxRows the most rows that one request may ask for
 * @param deadline how long a request may wait for the store, unless it says so itself; empty means
 *     as long as the store's own time-outs let it
 * @param watch is told how long the stages of a request take, and what it fetched
 * @param listener hears of every answer; empty costs nothing
 */
public record FetchSettings(
    InstantSource clock,
    int maxRows,
    Optional<Duration> deadline,
    FetchWatch watch,
    Optional<ServedListener> listener) {
  private static final int DEFAULT_MAX_ROWS = 1000;

  public FetchSettings {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(watch, "watch");
    Objects.requireNonNull(listener, "listener");
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows: found " + maxRows + ", allowed: 1 or more");
    }
    deadline.ifPresent(FetchSettings::requirePositive);
  }

  static void requirePositive(Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: found " + deadline + ", allowed: above 0");
    }
  }

  /** The system's clock, 1000 rows, no deadline, nobody who watches and nobody who listens. */
  public static FetchSettings defaults() {
    return new FetchSettings(
        InstantSource.system(),
        DEFAULT_MAX_ROWS,
        Optional.empty(),
        FetchWatch.NONE,
        Optional.empty());
  }

  /** The same with another clock. */
  public FetchSettings withClock(InstantSource newClock) {
    return new FetchSettings(newClock, maxRows, deadline, watch, listener);
  }

  /** The same with another limit on rows. */
  public FetchSettings withMaxRows(int newMaxRows) {
    return new FetchSettings(clock, newMaxRows, deadline, watch, listener);
  }

  /** The same with a deadline: {@link FeatureClient#fetch} then answers by it, whatever happens. */
  public FetchSettings withDeadline(Duration newDeadline) {
    return new FetchSettings(clock, maxRows, Optional.of(newDeadline), watch, listener);
  }

  /** The same with another watch. */
  public FetchSettings withWatch(FetchWatch newWatch) {
    return new FetchSettings(clock, maxRows, deadline, newWatch, listener);
  }

  /** The same with somebody who hears of every answer. */
  public FetchSettings withListener(ServedListener newListener) {
    return new FetchSettings(clock, maxRows, deadline, watch, Optional.of(newListener));
  }

  /** The same with nobody who listens. */
  public FetchSettings withoutListener() {
    return new FetchSettings(clock, maxRows, deadline, watch, Optional.empty());
  }
}
