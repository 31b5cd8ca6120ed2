package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks up a label for training rows: the first event by (time, identity) in {@code [T + after, T +
 * within)} that satisfies the label's condition, agrees with the row in the label's fields and is
 * not the row's own event.
 *
 * <p>Whether the data reaches to the window's end is for the caller to check. Immutable and safe
 * for use by many threads.
 */
public final class LabelJoin {
  private final OutcomeLabel label;
  private final Selection selection;
  private final List<Field> on;
  private final List<Field> eventFields;
  private final ValueType type;

  /**
   * A join of this label.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if the label names what its
   *     source does not have
   */
  public LabelJoin(Project project, OutcomeLabel label) {
    Source source = project.source(label.source());
    this.label = label;
    this.selection = Selection.of(label.name(), Optional.empty(), label.where(), source);
    this.on = label.on().stream().map(name -> field(name, source)).toList();
    this.type = label.value().map(name -> field(name, source).type()).orElse(ValueType.INT64);
    Set<String> read = new LinkedHashSet<>(selection.fields());
    read.addAll(label.on());
    label.value().ifPresent(read::add);
    this.eventFields =
        source.fields().stream()
            .map(SourceField::field)
            .filter(f -> read.contains(f.name()))
            .toList();
  }

  private Field field(String name, Source source) {
    Selection one = Selection.of(label.name(), Optional.of(name), Optional.empty(), source);
    return one.field().orElseThrow();
  }

  /** The columns that a table of events has after {@link EventColumns}. */
  public List<Field> eventFields() {
    return eventFields;
  }

  /**
   * Joins.
   *
   * @param events with {@link EventColumns} and {@link #eventFields()}, in any order, no event
   *     twice
   * @param rows with {@link EventColumns} and the fields the label agrees on; a row or event that
   *     has null in one of them agrees with none
   * @return the label's column: 1 or 0 as INT64 for a binary label; otherwise the event's value,
   *     null if it is null there or there is no such event. If the label asks for its delay, a
   *     second column: the milliseconds from the row to the event, INT64, null without one
   */
  public Table join(Table events, Table rows) {
    return joined(outcomes(events), rows);
  }

  // Few events satisfy a condition, and only they are sorted.
  private Table outcomes(Table events) {
    boolean[] selected = selection.in(events);
    int[] outcomes = IntStream.range(0, events.rows()).filter(event -> selected[event]).toArray();
    List<String> read =
        Stream.of(
                EventColumns.FIELDS.stream().map(Field::name),
                label.on().stream(),
                label.value().stream())
            .flatMap(names -> names)
            .distinct()
            .toList();
    return outcomes.length == events.rows() ? events : events.project(read).select(outcomes);
  }

  private Table joined(Table events, Table rows) {
    EntityIds ids = new EntityIds(rows, on);
    Timelines rowLines = Timelines.of(rows, ids.ofBase(), ids.size());
    Timelines eventLines = Timelines.of(events, ids.of(events), ids.size());
    SelectedEvents selected = new SelectedEvents(events, eventLines, Selection.ALL);
    int[] found = new FirstEvents(label, selected, events).of(rowLines, rows);
    Table.Builder joined = Table.builder(rows.rows());
    joined.add(
        label.column(),
        label.value().isPresent()
            ? values(events.column(label.value().get()), found)
            : LongColumn.of(ValueType.INT64, outcomes(found)));
    if (label.delay()) {
      joined.add(label.delayColumn(), delays(events, rows, found));
    }
    return joined.build();
  }

  private static Column delays(Table events, Table rows, int[] found) {
    LongColumn from = rows.longs(EventColumns.TIME);
    LongColumn to = events.longs(EventColumns.TIME);
    LongColumn delays = LongColumn.of(ValueType.INT64, new long[found.length]);
    for (int row = 0; row < found.length; row++) {
      if (found[row] == FirstEvents.NONE) {
        delays.setNull(row);
      } else {
        delays.set(row, to.value(found[row]) - from.value(row));
      }
    }
    return delays;
  }

  private static long[] outcomes(int[] found) {
    long[] outcomes = new long[found.length];
    for (int row = 0; row < found.length; row++) {
      outcomes[row] = found[row] == FirstEvents.NONE ? 0 : 1;
    }
    return outcomes;
  }

  private Column values(Column from, int[] found) {
    Column values = Column.allocate(type, found.length);
    for (int row = 0; row < found.length; row++) {
      if (found[row] != FirstEvents.NONE) {
        values.copy(row, from, found[row]);
      }
    }
    return values;
  }
}
