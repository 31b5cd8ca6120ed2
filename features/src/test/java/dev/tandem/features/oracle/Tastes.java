package dev.tandem.features.oracle;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** User 7 looks at things that are vectors of two numbers. */
public final class Tastes {
  /** The field of vectors. */
  public static final Field LOOK = new Field("look", ValueType.FLOAT64_LIST);

  private static final Field USER = new Field("user", ValueType.INT64);

  private Tastes() {}

  /** The view {@code taste} of users, compiled. */
  public static CompiledView view(AggregateFeature... features) {
    SourceField user =
        new SourceField(
            USER.name(), USER.type(), false, Optional.empty(), List.of(), Optional.empty());
    Source source =
        new Source(
            "looks",
            Source.Format.CSV,
            "looks.csv",
            true,
            List.of(user, SourceField.vector(LOOK.name(), 2)),
            "at",
            List.of("id"),
            Optional.empty(),
            Optional.empty(),
            0);
    Project project =
        new Project(
            "gallery",
            List.of(new Entity("user", List.of(USER))),
            List.of(source),
            List.of(
                new FeatureView(
                    "taste", "user", "looks", Optional.empty(), Arrays.asList(features))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return CompiledView.compile(project, "taste");
  }

  /** A table of rows {@code time,first,second}, or {@code time} alone for a null. */
  public static Table events(String... lines) {
    List<Field> fields =
        Stream.concat(EventColumns.FIELDS.stream(), Stream.of(USER, LOOK)).toList();
    Table table = Table.allocate(fields, lines.length);
    ListColumn looks = (ListColumn) table.column(LOOK.name());
    for (int row = 0; row < lines.length; row++) {
      String[] cells = lines[row].split(",", -1);
      table.longs(EventColumns.TIME).set(row, Orders.millis(cells[0]));
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      table.longs(USER.name()).set(row, 7);
      if (cells.length > 1) {
        int first = looks.set(row, cells.length - 1);
        for (int i = 1; i < cells.length; i++) {
          ((DoubleColumn) looks.elements()).set(first + i - 1, Double.parseDouble(cells[i]));
        }
      }
    }
    return table;
  }
}
