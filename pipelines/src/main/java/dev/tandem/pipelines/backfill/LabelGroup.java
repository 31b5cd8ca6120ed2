package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.pointintime.LabelJoin;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.events.EventsSince;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The labels whose outcomes are of one source and agree in the same fields. */
record LabelGroup(Project project, List<OutcomeLabel> labels, List<LabelJoin> joins)
    implements JoinGroup {
  LabelGroup {
    labels = List.copyOf(labels);
    joins = List.copyOf(joins);
  }

  /** The group of these labels, their conditions compiled once. */
  static LabelGroup of(Project project, List<OutcomeLabel> labels) {
    return new LabelGroup(
        project, labels, labels.stream().map(label -> new LabelJoin(project, label)).toList());
  }

  @Override
  public String source() {
    return labels.get(0).source();
  }

  @Override
  public List<String> keys() {
    return labels.get(0).on();
  }

  @Override
  public List<Field> eventFields() {
    Set<Field> fields = new LinkedHashSet<>();
    joins.forEach(join -> fields.addAll(join.eventFields()));
    return List.copyOf(fields);
  }

  @Override
  public List<Field> rowFields() {
    return keys().stream()
        .map(key -> project.source(source()).find(key).orElseThrow().field())
        .toList();
  }

  @Override
  public List<String> joinedFields() {
    // No later join reads a label.
    return List.of();
  }

  @Override
  public EventFilter filter(long from) {
    // An outcome never lies before its row.
    EventFilter outcomes = OutcomeEvents.of(labels, project.source(source()));
    return from == Long.MIN_VALUE ? outcomes : EventsSince.instant(from).then(outcomes);
  }

  @Override
  public Table join(Table events, Table rows) {
    Table.Builder joined = Table.builder(rows.rows());
    joins.forEach(join -> joined.addAll(join.join(events, rows)));
    return joined.build();
  }
}
