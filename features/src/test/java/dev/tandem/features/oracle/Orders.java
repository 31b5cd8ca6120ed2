package dev.tandem.features.oracle;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A small shop for examples: users look at items and buy them. */
public final class Orders {
  public static final List<Field> FIELDS =
      List.of(
          new Field("user", ValueType.INT64),
          new Field("kind", ValueType.STRING),
          new Field("item", ValueType.INT64),
          new Field("price", ValueType.FLOAT64));

  private Orders() {}

  /** A project with the one view {@code activity} of users over {@code orders}. */
  public static Project project(Optional<Duration> ttl, AggregateFeature... features) {
    Source source =
        new Source(
            "orders",
            Source.Format.CSV,
            "orders.csv",
            true,
            FIELDS.stream().map(Orders::optional).toList(),
            "at",
            List.of("id"),
            Optional.empty(),
            Optional.empty(),
            0);
    return new Project(
        "shop",
        List.of(new Entity("user", List.of(FIELDS.get(0)))),
        List.of(source),
        List.of(new FeatureView("activity", "user", "orders", ttl, Arrays.asList(features))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static SourceField optional(Field field) {
    return new SourceField(
        field.name(), field.type(), true, Optional.empty(), List.of(), Optional.empty());
  }

  /** The view, compiled. */
  public static CompiledView view(AggregateFeature... features) {
    return CompiledView.compile(project(Optional.empty(), features), "activity");
  }

  /** A feature over a field, or over events if {@code field} is empty; scale 2, last 3. */
  public static AggregateFeature feature(
      String name, AggregateFunction function, String field, String where, String hours) {
    AggregateFeature.Builder feature = AggregateFeature.builder(name, function).limit(3).scale(2);
    FIELDS.stream().filter(f -> f.name().equals(field)).forEach(feature::field);
    if (!where.isEmpty()) {
      feature.where(where);
    }
    if (!hours.isEmpty()) {
      feature.window(Window.of(Duration.ofHours(Long.parseLong(hours))));
    }
    return feature.build();
  }

  /** A table of rows {@code time,user,kind,item,price}; empty is null. Identities count up. */
  public static Table events(String... lines) {
    Table table =
        Table.allocate(
            Stream.concat(EventColumns.FIELDS.stream(), FIELDS.stream()).toList(), lines.length);
    for (int row = 0; row < lines.length; row++) {
      String[] cells = lines[row].split(",", -1);
      table.longs(EventColumns.TIME).set(row, millis(cells[0]));
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      if (!cells[1].isEmpty()) {
        table.longs("user").set(row, Long.parseLong(cells[1]));
      }
      if (!cells[2].isEmpty()) {
        table.strings("kind").set(row, cells[2]);
      }
      if (!cells[3].isEmpty()) {
        table.longs("item").set(row, Long.parseLong(cells[3]));
      }
      if (!cells[4].isEmpty()) {
        table.doubles("price").set(row, Double.parseDouble(cells[4]));
      }
    }
    return table;
  }

  /** The rows of user 7 at these times of the day, with identities no event has. */
  public static Table rowsOfUser7(String... times) {
    Table table = events(Arrays.stream(times).map(t -> t + ",7,,,").toArray(String[]::new));
    for (int row = 0; row < times.length; row++) {
      table.longs(EventColumns.ID_HI).set(row, 1);
    }
    return table;
  }

  /** The instant of a time on the first of March 2026, for example {@code 10:59:59.999}. */
  public static long millis(String time) {
    return Instant.parse("2026-03-01T" + time + "Z").toEpochMilli();
  }
}
