package dev.tandem.pipelines.backfill;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventFilter;
import java.util.List;

/** Joins that need the same events in the same shards, so that these are shipped once for all. */
sealed interface JoinGroup permits ViewGroup, LabelGroup {
  /** The name of the source whose events are joined. */
  String source();

  /** The names of the fields that rows and events must agree in. */
  List<String> keys();

  /** The columns of the events, after {@link dev.tandem.features.event.EventColumns}. */
  List<Field> eventFields();

  /** The columns of the rows, after {@link dev.tandem.features.event.EventColumns}. */
  List<Field> rowFields();

  /** The names of the columns that it adds to rows and that later joins may read. */
  List<String> joinedFields();

  /**
   * Which events the rows from an instant on (UTC epoch milliseconds) need.
   *
   * @param from {@link Long#MIN_VALUE} for all rows
   */
  EventFilter filter(long from);

  /** The joined columns, aligned with {@code rows}. */
  Table join(Table events, Table rows);
}
