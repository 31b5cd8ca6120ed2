package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.pointintime.LabelJoin;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.events.EventNeed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The labels of one source that agree in the same fields. */
record LabelGroup(Project project, List<Label> labels, List<LabelJoin> joins) implements JoinGroup {
  LabelGroup {
    labels = List.copyOf(labels);
    joins = List.copyOf(joins);
  }

  /** The group of these labels, their conditions compiled once. */
  static LabelGroup of(Project project, List<Label> labels) {
    return new LabelGroup(
        project, labels, labels.stream().map(label -> new LabelJoin(project, label)).toList());
  }

  /** The name of a label's column. */
  static String column(Label label) {
    return "label." + label.name();
  }

  /** The type of a label's column. */
  static ValueType type(Project project, Label label) {
    return label
        .value()
        .map(value -> project.source(label.source()).find(value).orElseThrow().type())
        .orElse(ValueType.INT64);
  }

  @Override
  public String source() {
    return labels.get(0).source();
  }

  @Override
  public List<String> keys() {
    return labels.get(0).on();
  }

  /** Only events that are outcomes of a label are shipped. */
  @Override
  public EventNeed need() {
    boolean all = labels.stream().anyMatch(label -> label.where().isEmpty());
    return JoinGroup.super
        .need()
        .where(
            all
                ? ""
                : labels.stream()
                    .map(label -> "(" + label.where().orElseThrow() + ")")
                    .distinct()
                    .collect(Collectors.joining(" || ")));
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
  public Table join(Table events, Table rows) {
    Table.Builder joined = Table.builder(rows.rows());
    for (int i = 0; i < labels.size(); i++) {
      joined.add(column(labels.get(i)), joins.get(i).join(events, rows));
    }
    return joined.build();
  }
}
