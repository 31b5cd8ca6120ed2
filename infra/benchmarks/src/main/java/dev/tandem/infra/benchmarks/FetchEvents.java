package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random events of 500 items over ten days, 60 for each item, the same in every run. */
final class FetchEvents {
  static final long END = 1_700_000_000_000L;

  private static final int ITEMS = 500;
  private static final int USERS = 300;
  private static final int EVENTS = 60 * ITEMS;

  private FetchEvents() {}

  static Table random() {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(new Field("user_id", ValueType.INT64));
    fields.add(new Field("item_id", ValueType.INT64));
    fields.add(new Field("behaviour", ValueType.STRING));
    fields.add(new Field("price", ValueType.FLOAT64));
    fields.add(new Field("time", ValueType.TIMESTAMP));
    Table events = Table.allocate(fields, EVENTS);
    Random random = new Random(7);
    String[] behaviours = {"pv", "pv", "pv", "pv", "pv", "pv", "cart", "fav", "buy"};
    for (int row = 0; row < EVENTS; row++) {
      long time = END - 1 - random.nextInt((int) Duration.ofDays(10).toMillis());
      events.longs(EventColumns.TIME).set(row, time);
      events.longs(EventColumns.ID_HI).set(row, random.nextLong());
      events.longs(EventColumns.ID_LO).set(row, random.nextLong());
      events.longs("user_id").set(row, random.nextInt(USERS));
      events.longs("item_id").set(row, random.nextInt(ITEMS));
      events.strings("behaviour").set(row, behaviours[random.nextInt(behaviours.length)]);
      events.doubles("price").set(row, random.nextInt(10_000) / 100.0);
      events.longs("time").set(row, time);
    }
    return events;
  }

  /** The project whose ranking service reads them. */
  static Project project() throws IOException {
    Path file = Files.createTempFile("fetch", ".yaml");
    try (InputStream yaml = FetchEvents.class.getResourceAsStream("fetch.yaml")) {
      Files.copy(yaml, file, StandardCopyOption.REPLACE_EXISTING);
      return ProjectReader.read(file);
    } finally {
      Files.delete(file);
    }
  }

  /** Puts the states of the project's views into a store, with all events folded. */
  static void load(Project project, OnlineStore store) {
    Table events = random();
    for (FeatureView declared : project.views()) {
      CompiledView view = CompiledView.compile(project, declared.name());
      EntityKeyCodec codec =
          EntityKeyCodec.of(project.name(), declared.name(), view.entity().keys());
      List<StoredState> states = new ArrayList<>();
      new StateFolder(view)
          .fold(
              events,
              END,
              (keyColumns, row, state) ->
                  states.add(StoredState.of(codec.keysOf(keyColumns).encode(row), state)));
      store.putIfNewer(states);
    }
  }
}
