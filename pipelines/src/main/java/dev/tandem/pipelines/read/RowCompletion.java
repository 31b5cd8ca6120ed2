package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;

/** Checks the times of a row whose fields are good, and gives it its identity. */
final class RowCompletion {
  /** Leaves 40 bits, so that the time of a row without one lies between 1970 and 2004. */
  private static final int SHUFFLED_TIME_SHIFT = 24;

  private final EventTimes times;
  private final EventIdentity identity;
  private final PlaceIdentity place;
  private final LongColumn shuffledTime;
  private final LongColumn idHi;
  private final LongColumn idLo;

  /** Completes the rows of a file. */
  RowCompletion(Source source, String file, EventTimes.Limits limits, Table rows) {
    this.times = new EventTimes(source, limits, rows);
    boolean known = !source.eventId().isEmpty();
    this.identity =
        known ? new EventIdentity(source.eventId().stream().map(rows::column).toList()) : null;
    this.place = known ? null : new PlaceIdentity(source, file);
    this.shuffledTime = source.eventTime().isPresent() ? null : rows.longs(EventColumns.TIME);
    this.idHi = rows.longs(EventColumns.ID_HI);
    this.idLo = rows.longs(EventColumns.ID_LO);
  }

  /**
   * Why the row is refused for its times, or null if it is complete now.
   *
   * @param line where it stands in its file
   */
  // Hot path: called for every row of a source.
  Rejection complete(int row, long line) {
    Rejection rejection = times.check(row);
    if (rejection == null) {
      identify(row, line);
      if (shuffledTime != null) {
        shuffledTime.set(row, idHi.value(row) >>> SHUFFLED_TIME_SHIFT);
      }
    }
    return rejection;
  }

  private void identify(int row, long line) {
    if (place != null) {
      idHi.set(row, place.hi(line));
      idLo.set(row, line);
      return;
    }
    identity.hash(row);
    idHi.set(row, identity.hi());
    idLo.set(row, identity.lo());
  }

  /** See {@link EventTimes#earliestFuture}. */
  long earliestFuture() {
    return times.earliestFuture();
  }

  /** What was wrong with the last refused row. */
  String detail() {
    return times.detail();
  }
}
