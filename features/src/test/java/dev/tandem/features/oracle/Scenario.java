package dev.tandem.features.oracle;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Options;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A random project with one view over a handful of entities, dense in ties, nulls, negative numbers
 * and times around tile edges.
 */
public final class Scenario {
  public static final String VIEW = "view";

  private static final List<String> WHERES =
      List.of("kind == 'a'", "amount > 0.0", "quantity >= 1", "flag", "kind != 'b' && flag");
  private static final List<String> WORDS = List.of("", "a", "b", "ı", "İ", "é", "\uD83D\uDE00");

  private final Random random;
  private final Project project;

  public Scenario(long seed) {
    this.random = new Random(seed);
    Source source =
        new Source(
            "events",
            Source.Format.CSV,
            "events.csv",
            false,
            sourceFields(),
            "at",
            List.of("id"),
            Optional.empty(),
            Optional.empty(),
            0);
    this.project =
        new Project(
            "scenario",
            List.of(new Entity("entity", keys())),
            List.of(source),
            List.of(view()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
  }

  private static List<SourceField> sourceFields() {
    return Stream.of(
            new Field("user", ValueType.INT64),
            new Field("name", ValueType.STRING),
            new Field("kind", ValueType.STRING),
            new Field("item", ValueType.INT64),
            new Field("quantity", ValueType.INT64),
            new Field("amount", ValueType.FLOAT64),
            new Field("flag", ValueType.BOOL),
            new Field("seen", ValueType.TIMESTAMP))
        .map(
            f ->
                new SourceField(
                    f.name(), f.type(), true, Optional.empty(), List.of(), Optional.empty()))
        .toList();
  }

  private List<Field> keys() {
    Field user = new Field("user", ValueType.INT64);
    Field name = new Field("name", ValueType.STRING);
    Field item = new Field("item", ValueType.INT64);
    return List.of(List.of(user), List.of(name), List.of(user, name), List.of(user, item, name))
        .get(random.nextInt(4));
  }

  private FeatureView view() {
    List<AggregateFeature> features = new ArrayList<>();
    int count = 1 + random.nextInt(8);
    while (features.size() < count) {
      features.add(feature("f" + features.size()));
    }
    Optional<Duration> ttl = random.nextInt(3) == 0 ? Optional.of(duration()) : Optional.empty();
    return new FeatureView(VIEW, "entity", "events", ttl, features);
  }

  private AggregateFeature feature(String name) {
    AggregateFunction function = any(List.of(AggregateFunction.values()));
    List<Field> fields =
        sourceFields().stream()
            .map(SourceField::field)
            .filter(f -> function.accepts(f.type()))
            .toList();
    Optional<Field> field =
        fields.isEmpty() || (!function.needsField() && random.nextBoolean())
            ? Optional.empty()
            : Optional.of(any(fields));
    AggregateFeature.Builder feature = AggregateFeature.builder(name, function);
    field.ifPresent(feature::field);
    if (random.nextInt(4) != 0) {
      feature.window(window());
    }
    if (random.nextBoolean()) {
      feature.where(any(WHERES));
    }
    if (function == AggregateFunction.LAST_N) {
      feature.limit(1 + random.nextInt(4));
    }
    feature.scale(random.nextInt(7)).settings(settings(function));
    if (random.nextInt(3) == 0) {
      feature.defaultValue(defaultText(function.resultType(field.map(Field::type))));
    }
    return feature.build();
  }

  private Options settings(AggregateFunction function) {
    Map<String, List<String>> settings = new HashMap<>();
    if (function.decays()) {
      settings.put("half_life", List.of(any(List.of("1ms", "3ms", "7ms", "40ms", "2s"))));
    }
    if (function == AggregateFunction.RATIO) {
      settings.put("of", List.of(any(WHERES)));
      if (random.nextBoolean()) {
        settings.put("prior", any(List.of(List.of("1", "20"), List.of("0", "0.3"))));
      }
    }
    return new Options(settings);
  }

  private static String defaultText(ValueType type) {
    return switch (type) {
      case INT64 -> "-7";
      case FLOAT64 -> "0.25";
      case STRING -> "none";
      case BOOL -> "true";
      case TIMESTAMP -> "2026-01-31T08:15:00Z";
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> "[]";
    };
  }

  private Window window() {
    Duration resolution = Duration.ofMillis(any(List.of(1, 5, 10, 15, 60)));
    return new Window(
        resolution.multipliedBy(1 + random.nextInt(8)).plusMillis(random.nextInt(5)), resolution);
  }

  private Duration duration() {
    return Duration.ofMillis(1 + random.nextInt(150));
  }

  /** The declarations. */
  public Project project() {
    return project;
  }

  /** The view. */
  public FeatureView declaredView() {
    return project.view(VIEW);
  }

  /** So many random events, in no order, with identities that are distinct but collide in parts. */
  public Table events(int count) {
    return table(
        count, project.source("events").fields().stream().map(SourceField::field).toList());
  }

  /** So many random training rows, in no order. */
  public Table rows(int count) {
    return table(count, project.entity("entity").keys());
  }

  private Table table(int count, List<Field> fields) {
    List<Field> all = Stream.concat(EventColumns.FIELDS.stream(), fields.stream()).toList();
    Table table = Table.allocate(all, count);
    List<Integer> identities = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      identities.add(row);
    }
    java.util.Collections.shuffle(identities, random);
    for (int row = 0; row < count; row++) {
      table.longs(EventColumns.TIME).set(row, instant());
      table.longs(EventColumns.ID_HI).set(row, identities.get(row) / 4 - 3);
      table.longs(EventColumns.ID_LO).set(row, identities.get(row) % 4 - 2);
      for (Field field : fields) {
        if (random.nextInt(8) != 0) {
          set(table.column(field.name()), row);
        }
      }
    }
    return table;
  }

  /** A random instant, before or after the epoch. */
  public long instant() {
    return random.nextInt(300) - 100L;
  }

  private void set(Column column, int row) {
    switch (column.type()) {
      case INT64 -> ((LongColumn) column).set(row, any(List.of(-2L, -1L, 0L, 1L, 3L, 1L << 40)));
      case TIMESTAMP -> ((LongColumn) column).set(row, instant());
      case BOOL -> ((LongColumn) column).set(row, random.nextInt(2));
      case FLOAT64 -> ((DoubleColumn) column).set(row, amount());
      case STRING -> ((StringColumn) column).set(row, any(WORDS));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> throw new AssertionError(column.type());
    }
  }

  private double amount() {
    return random.nextInt(4) == 0 ? 0.0 : random.nextInt(2000) / 64.0 - 10.3;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
