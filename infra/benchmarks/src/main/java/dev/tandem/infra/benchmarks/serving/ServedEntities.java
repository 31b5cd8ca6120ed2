package dev.tandem.infra.benchmarks.serving;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The users and items that are read, as many of either, each with 4 to some hundred events of the
 * last thirty days, 20 on average; the same in every run.
 */
public final class ServedEntities {
  /** The instant of all requests: the cut of the states. */
  public static final long NOW = 1_700_000_000_000L;

  private static final int SHARD = 2_000;
  private static final int CATEGORIES = 40;
  private static final int FEWEST = 4;
  private static final double LOG_MEAN = 2.3;
  private static final double LOG_DEVIATION = 0.9;
  private static final int MOST = 400;
  private static final String[] BEHAVIOURS = {
    "pv", "pv", "pv", "pv", "pv", "pv", "pv", "cart", "cart", "fav", "buy"
  };

  private final Project project;
  private final int ofEither;

  /**
   * The entities of a project that {@link ServedFeatures} declares.
   *
   * @param entities the number of users and items together
   */
  public ServedEntities(Project project, int entities) {
    this.project = project;
    this.ofEither = Math.max(1, entities / 2);
  }

  /** The number of users, and of items. */
  public int ofEither() {
    return ofEither;
  }

  /** Writes the states of all entities and returns how many bytes they have together. */
  public long load(OnlineStore store) {
    return load(ServedFeatures.USER_VIEW, "user_id", "item_id", store)
        + load(ServedFeatures.ITEM_VIEW, "item_id", "user_id", store);
  }

  private long load(String name, String key, String other, OnlineStore store) {
    CompiledView view = CompiledView.compile(project, name);
    StateFolder folder = new StateFolder(view);
    EntityKeyCodec codec = EntityKeyCodec.of(project.name(), name, view.entity().keys());
    long bytes = 0;
    for (int first = 0; first < ofEither; first += SHARD) {
      List<StoredState> states = new ArrayList<>();
      Table events = events(key, other, first, Math.min(ofEither, first + SHARD));
      folder.fold(
          events,
          NOW,
          (keys, row, state) -> states.add(StoredState.of(codec.keysOf(keys).encode(row), state)));
      store.putIfNewer(states);
      bytes += states.stream().mapToLong(state -> state.value().length).sum();
    }
    return bytes;
  }

  private Table events(String key, String other, int first, int end) {
    Random random = new Random(31L * first + key.hashCode());
    int[] counts = new int[end - first];
    int rows = 0;
    for (int i = 0; i < counts.length; i++) {
      double more = Math.exp(LOG_MEAN + LOG_DEVIATION * random.nextGaussian());
      counts[i] = (int) Math.min(MOST, FEWEST + more);
      rows += counts[i];
    }
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(new Field("user_id", ValueType.INT64));
    fields.add(new Field("item_id", ValueType.INT64));
    fields.add(new Field("category", ValueType.STRING));
    fields.add(new Field("behaviour", ValueType.STRING));
    fields.add(new Field("price", ValueType.FLOAT64));
    fields.add(new Field("time", ValueType.TIMESTAMP));
    Table events = Table.allocate(fields, rows);
    int row = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int n = 0; n < counts[i]; n++, row++) {
        event(events, row, random);
        events.longs(key).set(row, first + i);
        events.longs(other).set(row, random.nextInt(ofEither));
        long item = events.longs("item_id").value(row);
        events.strings("category").set(row, "category " + item % CATEGORIES);
      }
    }
    return events;
  }

  // Half of the events within two and a half days, as people come in bursts and items trend.
  private static void event(Table events, int row, Random random) {
    double share = Math.pow(random.nextDouble(), 3.5);
    long time = NOW - 1 - (long) (share * Duration.ofDays(30).toMillis());
    events.longs(EventColumns.TIME).set(row, time);
    events.longs(EventColumns.ID_HI).set(row, random.nextLong());
    events.longs(EventColumns.ID_LO).set(row, random.nextLong());
    events.strings("behaviour").set(row, BEHAVIOURS[random.nextInt(BEHAVIOURS.length)]);
    events.doubles("price").set(row, (500 + random.nextInt(10_000)) / 100.0);
    events.longs("time").set(row, time);
  }

  /** The store's keys of some entities of a view. */
  List<byte[]> keys(String view, String key, long[] entities) {
    Table table =
        Table.builder(entities.length).add(key, LongColumn.of(ValueType.INT64, entities)).build();
    List<byte[]> keys = new ArrayList<>();
    for (int row = 0; row < entities.length; row++) {
      keys.add(EntityKeyCodec.encode(project.name(), view, table, table.fields(), row));
    }
    return keys;
  }
}
