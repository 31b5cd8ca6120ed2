package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** One shard of a shop's events over thirty days, and a view with seven aggregates of them. */
final class BenchmarkEvents {
  static final int EVENTS = 300_000;
  static final int USERS = 3_000;
  static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  static final long END_MILLIS = 1_780_000_000_000L;

  /** The fields of an event: user, item, price, category. */
  static final List<Field> FIELDS =
      List.of(
          new Field("user", ValueType.INT64),
          new Field("item", ValueType.INT64),
          new Field("price", ValueType.FLOAT64),
          new Field("category", ValueType.STRING));

  private static final int CATEGORIES = 400;
  private static final int FAVOURITES = 4;

  /** The functions and the field of each; count has none. */
  private static final Map<AggregateFunction, Optional<Field>> FUNCTIONS =
      new EnumMap<>(
          Map.of(
              AggregateFunction.COUNT, Optional.empty(),
              AggregateFunction.SUM, Optional.of(FIELDS.get(2)),
              AggregateFunction.MEAN, Optional.of(FIELDS.get(2)),
              AggregateFunction.MIN, Optional.of(FIELDS.get(2)),
              AggregateFunction.MAX, Optional.of(FIELDS.get(2)),
              AggregateFunction.LAST, Optional.of(FIELDS.get(1)),
              AggregateFunction.COUNT_DISTINCT, Optional.of(FIELDS.get(1))));

  private BenchmarkEvents() {}

  /** The view: count, sum, mean, min, max, distinct and last over each window. */
  static CompiledView view(List<Duration> windows) {
    return view(features(windows, Optional.empty()).toArray(AggregateFeature[]::new));
  }

  /** The same of a user's events in the row's category, and the user's newest twenty items. */
  static CompiledView viewByCategory(List<Duration> windows) {
    String category = FIELDS.get(3).name();
    List<AggregateFeature> features =
        features(windows, Optional.of(new GroupBy(category, category, GroupBy.DEFAULT_MOST)));
    features.add(
        AggregateFeature.builder("newest", AggregateFunction.LAST_N)
            .field(FIELDS.get(1))
            .limit(20)
            .build());
    return view(features.toArray(AggregateFeature[]::new));
  }

  private static List<AggregateFeature> features(List<Duration> windows, Optional<GroupBy> by) {
    List<AggregateFeature> features = new ArrayList<>();
    for (Duration window : windows) {
      FUNCTIONS.forEach((function, field) -> features.add(feature(function, field, window, by)));
    }
    return features;
  }

  /** A view with these features. */
  static CompiledView view(AggregateFeature... features) {
    Project project =
        new Project(
            "benchmark",
            List.of(new Entity("user", FIELDS.subList(0, 1))),
            List.of(source()),
            List.of(new FeatureView("user", "user", "events", Optional.empty(), List.of(features))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return CompiledView.compile(project, "user");
  }

  private static AggregateFeature feature(
      AggregateFunction function, Optional<Field> field, Duration window, Optional<GroupBy> by) {
    String name = function.declaredName() + "_" + window.toHours() + "h";
    AggregateFeature.Builder feature =
        AggregateFeature.builder(name, function).window(Window.of(window)).scale(2);
    field.ifPresent(feature::field);
    by.ifPresent(feature::by);
    return feature.build();
  }

  private static Source source() {
    return new Source(
        "events",
        Source.Format.CSV,
        "events.csv",
        false,
        FIELDS.stream()
            .map(
                f ->
                    new SourceField(
                        f.name(), f.type(), false, Optional.empty(), List.of(), Optional.empty()))
            .toList(),
        "at",
        List.of("id"),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** The events, in order of time, with the same values in every run. */
  static Table events() {
    Random random = new Random(7);
    long[] times =
        random.longs(EVENTS, END_MILLIS - 30 * DAY_MILLIS, END_MILLIS).sorted().toArray();
    long[] items = new long[EVENTS];
    double[] prices = new double[EVENTS];
    long[] users = new long[EVENTS];
    for (int row = 0; row < EVENTS; row++) {
      users[row] = 1_000_000 + 17 * (long) (USERS * Math.pow(random.nextDouble(), 2));
      items[row] = (long) (100_000 * Math.pow(random.nextDouble(), 3));
      prices[row] = random.nextInt(100_000) / 100.0;
    }
    return Table.builder(EVENTS)
        .add(EventColumns.TIME, LongColumn.of(ValueType.TIMESTAMP, times))
        .add(EventColumns.ID_HI, LongColumn.of(ValueType.INT64, random.longs(EVENTS).toArray()))
        .add(EventColumns.ID_LO, LongColumn.of(ValueType.INT64, random.longs(EVENTS).toArray()))
        .add("user", LongColumn.of(ValueType.INT64, users))
        .add("item", LongColumn.of(ValueType.INT64, items))
        .add("price", DoubleColumn.of(prices))
        .build();
  }

  /** The same events with the category of each, mostly one that its user prefers. */
  static Table withCategory(Table events) {
    Random random = new Random(9);
    StringColumn categories = (StringColumn) Column.allocate(ValueType.STRING, events.rows());
    for (int row = 0; row < events.rows(); row++) {
      long favourite =
          (events.longs("user").value(row) * FAVOURITES + random.nextInt(FAVOURITES)) * 7919;
      long any = (long) (CATEGORIES * Math.pow(random.nextDouble(), 2));
      categories.set(row, "category_" + (random.nextInt(10) < 7 ? favourite % CATEGORIES : any));
    }
    return Table.builder(events.rows())
        .addAll(events)
        .add(FIELDS.get(3).name(), categories)
        .build();
  }

  /** The same rows in a random order. */
  static Table shuffled(Table table) {
    Random random = new Random(8);
    long[] keyed =
        IntStream.range(0, table.rows())
            .mapToLong(row -> (long) random.nextInt() << 32 | row)
            .sorted()
            .toArray();
    return table.select(Arrays.stream(keyed).mapToInt(key -> (int) key).toArray());
  }

  /** Every tenth event as a training row. */
  static Table rows(Table events) {
    return events.select(IntStream.range(0, EVENTS / 10).map(i -> 10 * i).toArray());
  }
}
