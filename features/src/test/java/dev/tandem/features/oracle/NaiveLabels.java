package dev.tandem.features.oracle;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A label by the book: for each row, a scan over all events. */
public final class NaiveLabels {
  private final OutcomeLabel label;
  private final Table events;
  private final Optional<LongColumn> satisfied;

  public NaiveLabels(Project project, OutcomeLabel label, Table events) {
    this.label = label;
    this.events = events;
    List<Field> fields =
        project.source(label.source()).fields().stream().map(SourceField::field).toList();
    this.satisfied =
        label.where().map(w -> (LongColumn) Expression.compile(w, fields).evaluate(events));
  }

  /** The label of a row, as {@link Cells} has it. */
  public Object value(Table rows, int row) {
    Optional<Integer> first = first(rows, row);
    if (label.value().isEmpty()) {
      return first.isPresent() ? 1L : 0L;
    }
    return first.map(e -> Cells.value(events.column(label.value().get()), e)).orElse(null);
  }

  /** The milliseconds from the row to its outcome, or null. */
  public Object delay(Table rows, int row) {
    return first(rows, row)
        .map(
            e ->
                events.longs(EventColumns.TIME).value(e) - rows.longs(EventColumns.TIME).value(row))
        .orElse(null);
  }

  private Optional<Integer> first(Table rows, int row) {
    return IntStream.range(0, events.rows())
        .boxed()
        .filter(e -> inWindow(rows, row, e) && agrees(rows, row, e) && !same(rows, row, e))
        .filter(e -> satisfied.isEmpty() || satisfied.get().value(e) == 1)
        .min(NaiveFeatures.byTimeAndIdentity(events));
  }

  private boolean inWindow(Table rows, int row, int event) {
    long from = rows.longs(EventColumns.TIME).value(row);
    long time = events.longs(EventColumns.TIME).value(event);
    long after = label.after().map(Duration::toMillis).orElse(0L);
    return time >= from + after && time < from + label.within().toMillis();
  }

  private boolean agrees(Table rows, int row, int event) {
    return label.on().stream()
        .allMatch(
            name -> {
              Object wanted = Cells.value(rows.column(name), row);
              return wanted != null && wanted.equals(Cells.value(events.column(name), event));
            });
  }

  private boolean same(Table rows, int row, int event) {
    return rows.longs(EventColumns.ID_HI).value(row)
            == events.longs(EventColumns.ID_HI).value(event)
        && rows.longs(EventColumns.ID_LO).value(row)
            == events.longs(EventColumns.ID_LO).value(event);
  }
}
