package dev.tandem.infra.audit;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import java.util.Optional;

/** What the offline pipeline says of served rows, a row for each in their order. Immutable. */
final class Recomputed {
  /** Before every instant: there is no event. */
  static final long NEVER = Long.MIN_VALUE;

  private final Table joined;

  Recomputed(Table joined) {
    this.joined = joined;
  }

  /** The values of a feature, or of a label's column. */
  Column values(String name) {
    return joined.column(name);
  }

  /** The same, if there is such a column. */
  Optional<Column> find(String name) {
    return joined.find(name);
  }

  /** The status of a view. */
  FeatureStatus status(String view, int row) {
    return FeatureStatus.ofCode(joined.longs(view + ".__status").value(row));
  }

  /** The time of the newest event before the row's in a view; {@link #NEVER} without one. */
  long newestMillis(String view, int row) {
    LongColumn age = joined.longs(Recomputation.ageColumn(view));
    return age.isNull(row) ? NEVER : joined.longs(EventColumns.TIME).value(row) - age.value(row);
  }

  /** When the last of a view's events before the row became known; {@link #NEVER} if unknown. */
  long newestArrivalMillis(String view, int row) {
    Optional<Column> arrivals = joined.find(Recomputation.arrivalColumn(view));
    return arrivals.isEmpty() || arrivals.get().isNull(row)
        ? NEVER
        : ((LongColumn) arrivals.get()).value(row);
  }
}
