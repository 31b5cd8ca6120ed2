package dev.tandem.pipelines.materialize;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.events.KeySet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The events that are folded: those before the cut, of all entities or of those of which the store
 * does not hold all such events. An entity is always folded from all its events, so that its state
 * does not depend on what was there.
 */
public final class EventsToFold implements EventFilter {
  private static final long serialVersionUID = 1L;

  private final long cut;
  private final KeySet touched;

  private EventsToFold(long cut, KeySet touched) {
    this.cut = cut;
    this.touched = touched;
  }

  /**
   * Finds the entities to fold.
   *
   * @param view one of the views of the entity
   * @param events the staged events
   * @param since what of the store's states stays; empty if none does
   */
  public static EventsToFold find(
      CompiledView view, long cut, PublishedDataset events, Optional<ViewScope.Since> since)
      throws IOException {
    if (since.isEmpty()) {
      return new EventsToFold(cut, null);
    }
    List<String> keys = view.entity().keys().stream().map(Field::name).toList();
    List<String> columns = new ArrayList<>(List.of(EventColumns.TIME));
    keys.stream().filter(key -> !columns.contains(key)).forEach(columns::add);
    boolean wholly = since.get().wholly();
    KeySet touched = new KeySet(keys, since.get().changes().rows() + (wholly ? 0 : events.rows()));
    for (String file : since.get().changes().files()) {
      touched.addAll(between(PartFile.read(events.file(file), columns), Long.MIN_VALUE, cut));
    }
    for (String file : wholly ? List.<String>of() : events.files()) {
      touched.addAll(between(PartFile.read(file, columns), since.get().cut(), cut));
    }
    return new EventsToFold(cut, touched);
  }

  private static Table between(Table events, long from, long end) {
    LongColumn time = events.longs(EventColumns.TIME);
    int[] rows =
        IntStream.range(0, events.rows())
            .filter(row -> from <= time.value(row) && time.value(row) < end)
            .toArray();
    return rows.length == events.rows() ? events : events.select(rows);
  }

  /** True if there is no entity to fold. */
  public boolean isEmpty() {
    return touched != null && touched.isEmpty();
  }

  @Override
  public Table of(Table events) {
    Table before = between(events, Long.MIN_VALUE, cut);
    return touched == null ? before : touched.membersOf(before);
  }
}
