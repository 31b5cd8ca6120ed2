package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;

/** Checks the times of a row whose fields are good, and gives it its identity. */
final class RowCompletion {
  private final EventTimes times;
  private final EventIdentity identity;
  private final LongColumn idHi;
  private final LongColumn idLo;

  RowCompletion(Source source, EventTimes.Limits limits, Table rows) {
    this.times = new EventTimes(source, limits, rows);
    this.identity = new EventIdentity(source.eventId().stream().map(rows::column).toList());
    this.idHi = rows.longs(EventColumns.ID_HI);
    this.idLo = rows.longs(EventColumns.ID_LO);
  }

  /** Why the row is refused for its times, or null if it is complete now. */
  // Hot path: called for every row of a source.
  Rejection complete(int row) {
    Rejection rejection = times.check(row);
    if (rejection == null) {
      identity.hash(row);
      idHi.set(row, identity.hi());
      idLo.set(row, identity.lo());
    }
    return rejection;
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
