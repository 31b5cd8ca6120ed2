package dev.tandem.pipelines.events;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which columns of a source's events are needed together by key.
 *
 * @param keys the names of the fields whose values choose the shard
 * @param columns the names of the columns to ship, {@link EventColumns} first
 * @param where a boolean expression over these columns that says which events are needed, or empty
 *     text for all
 */
public record EventNeed(String source, List<String> keys, List<String> columns, String where)
    implements Serializable {
  public EventNeed {
    keys = List.copyOf(keys);
    columns = List.copyOf(columns);
  }

  /** The need of the given fields of a source's events. */
  public static EventNeed of(String source, List<String> keys, List<Field> fields) {
    return new EventNeed(source, keys, withEventColumns(fields), "");
  }

  /** The same need of fewer events. */
  public EventNeed where(String condition) {
    return new EventNeed(source, keys, columns, condition);
  }

  /** The names of {@link EventColumns} and then of the given fields. */
  public static List<String> withEventColumns(List<Field> fields) {
    return Stream.concat(EventColumns.FIELDS.stream(), fields.stream())
        .map(Field::name)
        .distinct()
        .toList();
  }
}
