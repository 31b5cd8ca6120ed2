package dev.tandem.pipelines.backfill;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventNeed;
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

  /** What is shipped of the events. */
  default EventNeed need() {
    return EventNeed.of(source(), keys(), eventFields());
  }

  /** The joined columns, aligned with {@code rows}. */
  Table join(Table events, Table rows);
}
