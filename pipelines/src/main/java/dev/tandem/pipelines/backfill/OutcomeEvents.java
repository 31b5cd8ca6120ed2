package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.run.ProjectSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The events that can be an outcome of some labels: those that satisfy the condition of one of
 * them. Outcomes are few, so that most events of a source need not be shipped.
 *
 * @param source a project of their source alone
 * @param conditions the labels' conditions
 */
record OutcomeEvents(ProjectSpec source, List<String> conditions) implements EventFilter {
  /** Those of labels of one source; all events if a label has no condition. */
  static EventFilter of(List<OutcomeLabel> labels, Source source) {
    List<String> conditions =
        labels.stream().map(OutcomeLabel::where).flatMap(Optional::stream).distinct().toList();
    return labels.stream().anyMatch(label -> label.where().isEmpty())
        ? EventFilter.all()
        : new OutcomeEvents(ProjectSpec.of("outcomes", source), conditions);
  }

  @Override
  public Table of(Table events) {
    List<Field> fields =
        source.project().sources().get(0).fields().stream().map(SourceField::field).toList();
    BitSet outcomes = new BitSet(events.rows());
    for (String condition : conditions) {
      LongColumn matches = (LongColumn) Expression.compile(condition, fields).evaluate(events);
      for (int row = 0; row < events.rows(); row++) {
        // A null is 0 in the column's values, and counts as false.
        if (matches.value(row) == 1) {
          outcomes.set(row);
        }
      }
    }
    return events.select(outcomes.stream().toArray());
  }
}
