package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks the times of rows and fills {@link EventColumns#TIME}, unless the source's rows have none.
 *
 * <p>Not thread-safe.
 */
public final class EventTimes {
  private final LongColumn time;
  private final LongColumn eventTime;
  private final LongColumn arrivalTime;
  private final String eventTimeName;
  private final String arrivalTimeName;
  private final long newestMillis;
  private final long latenessMillis;
  private final long startMillis;
  private long earliestFuture = Long.MAX_VALUE;
  private String detail = "";

  /**
   * Which instants a run believes.
   *
   * @param newestMillis the newest believable event or arrival time, UTC epoch milliseconds
   */
  public record Limits(long newestMillis) {
    /** Believes instants up to {@code tolerance} after {@code now}. */
    public static Limits of(Instant now, Duration tolerance) {
      return new Limits(now.plus(tolerance).toEpochMilli());
    }
  }

  EventTimes(Source source, Limits limits, Table rows) {
    this.time = rows.longs(EventColumns.TIME);
    this.eventTimeName = source.eventTime().orElse("");
    this.eventTime = source.eventTime().map(rows::longs).orElse(null);
    this.arrivalTimeName = source.arrivalTime().orElse("");
    this.arrivalTime = source.arrivalTime().map(rows::longs).orElse(null);
    this.newestMillis = limits.newestMillis();
    this.startMillis = source.starts().map(Instant::toEpochMilli).orElse(0L);
    this.latenessMillis = source.lateness().map(Duration::toMillis).orElse(Long.MAX_VALUE);
  }

  /** Why the row is refused for its times, or null if they are good. */
  Rejection check(int row) {
    if (eventTime == null) {
      return null;
    }
    if (eventTime.isNull(row)) {
      detail = eventTimeName + ": the event time is required";
      return Rejection.MISSING_VALUE;
    }
    long happened = eventTime.value(row);
    Rejection rejection = believable(happened, eventTimeName);
    if (rejection == null && happened < startMillis) {
      detail =
          eventTimeName
              + ": "
              + Instant.ofEpochMilli(happened)
              + " is before the source starts, "
              + Instant.ofEpochMilli(startMillis);
      rejection = Rejection.EXPIRED;
    }
    if (rejection == null && arrivalTime != null && !arrivalTime.isNull(row)) {
      rejection = believable(arrivalTime.value(row), arrivalTimeName);
      if (rejection == null && arrivalTime.value(row) - happened > latenessMillis) {
        detail =
            arrivalTimeName
                + ": "
                + (arrivalTime.value(row) - happened)
                + " ms after the event, at most "
                + latenessMillis
                + " ms are allowed";
        rejection = Rejection.LATE;
      }
    }
    time.set(row, happened);
    return rejection;
  }

  private Rejection believable(long millis, String field) {
    if (millis < 0) {
      detail = field + ": " + millis + " ms is before 1970";
      return Rejection.BEFORE_1970;
    }
    if (millis > newestMillis) {
      detail = field + ": " + Instant.ofEpochMilli(millis) + " is in the future";
      earliestFuture = Math.min(earliestFuture, millis);
      return Rejection.IN_FUTURE;
    }
    return null;
  }

  /**
   * The earliest instant (UTC epoch milliseconds) that was refused as from the future; {@link
   * Long#MAX_VALUE} if none was.
   */
  long earliestFuture() {
    return earliestFuture;
  }

  /** What was wrong with the last refused row. */
  String detail() {
    return detail;
  }
}
