package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.Selection;
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
    Source declared = source.project().sources().get(0);
    BitSet outcomes = new BitSet(events.rows());
    for (String condition : conditions) {
      boolean[] selected =
          Selection.of("outcomes", Optional.empty(), Optional.of(condition), declared).in(events);
      for (int row = 0; row < selected.length; row++) {
        if (selected[row]) {
          outcomes.set(row);
        }
      }
    }
    return events.select(outcomes.stream().toArray());
  }
}
