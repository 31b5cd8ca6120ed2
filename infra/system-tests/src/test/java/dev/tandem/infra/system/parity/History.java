package dev.tandem.infra.system.parity;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All events of a project, as they were staged. */
final class History {
  private final Map<String, Table> tables;
  private final List<Event> events;

  /** One of them: where it stands, and when it happened in UTC epoch milliseconds. */
  record Event(String source, int row, long time) {}

  private History(Map<String, Table> tables, List<Event> events) {
    this.tables = tables;
    this.events = events;
  }

  /** Reads the staged events of sources from their datasets. */
  static History read(Map<String, Path> datasets) throws IOException {
    Map<String, Table> tables = new TreeMap<>();
    List<Event> events = new ArrayList<>();
    for (Map.Entry<String, Path> dataset : datasets.entrySet()) {
      Table table = LocalDataset.openLatest(dataset.getValue()).orElseThrow().read();
      tables.put(dataset.getKey(), table);
      for (int row = 0; row < table.rows(); row++) {
        events.add(new Event(dataset.getKey(), row, table.longs(EventColumns.TIME).value(row)));
      }
    }
    events.sort(Comparator.comparingLong(Event::time));
    return new History(tables, List.copyOf(events));
  }

  /** The events of a source. */
  Table of(String source) {
    return tables.get(source);
  }

  /** The events of the first source that has all of these fields. */
  Table having(List<Field> fields) {
    return tables.values().stream()
        .filter(table -> table.fields().containsAll(fields))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no source has all of " + fields));
  }

  /** All events in the order of their times. */
  List<Event> events() {
    return events;
  }

  /** The events at or after one instant and before another, in the order of their times. */
  List<Event> between(long from, long to) {
    return events.stream().filter(e -> e.time() >= from && e.time() < to).toList();
  }
}
