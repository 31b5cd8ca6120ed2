package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.events.EventNeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What must be joined to give rows a service's features and some labels. Immutable.
 *
 * @param groups the joins; their positions number them
 */
record JoinPlan(
    Project project, CompiledService service, List<Label> labels, List<JoinGroup> groups) {
  JoinPlan {
    labels = List.copyOf(labels);
    groups = List.copyOf(groups);
  }

  /** The plan for a service's features and the named labels. */
  static JoinPlan of(Project project, String serviceName, List<String> labelNames) {
    CompiledService service = CompiledService.compile(project, serviceName);
    List<Label> labels = labelNames.stream().map(project::label).toList();
    List<JoinGroup> groups = new ArrayList<>();
    groups.addAll(ViewGroup.of(service.views()));
    together(labels, label -> List.of(label.source(), label.on()))
        .forEach(group -> groups.add(LabelGroup.of(project, group)));
    return new JoinPlan(project, service, labels, groups);
  }

  private static <T> Collection<List<T>> together(List<T> all, Function<T, Object> by) {
    Map<Object, List<T>> groups = new LinkedHashMap<>();
    all.forEach(t -> groups.computeIfAbsent(by.apply(t), key -> new ArrayList<>()).add(t));
    return groups.values();
  }

  /** The names of the sources whose events are joined, each once. */
  List<String> sources() {
    return groups.stream().map(JoinGroup::source).distinct().toList();
  }

  /** What each group needs of the events, in the order of the groups. */
  List<EventNeed> needs() {
    return groups.stream().map(JoinGroup::need).toList();
  }

  /** The columns of a row that the result keeps: its time, identity, keys and request fields. */
  List<Field> keptFields() {
    Set<Field> fields = new LinkedHashSet<>(EventColumns.FIELDS);
    fields.addAll(service.entityKeys());
    fields.addAll(service.request());
    return List.copyOf(fields);
  }

  /** The columns of a row that anything reads. */
  List<Field> rowFields() {
    Set<Field> fields = new LinkedHashSet<>(keptFields());
    groups.forEach(group -> fields.addAll(group.rowFields()));
    return List.copyOf(fields);
  }

  /** The columns of the result, in order. */
  List<Field> outputFields() {
    Set<Field> fields = new LinkedHashSet<>(keptFields());
    fields.addAll(service.features());
    service.views().forEach(view -> fields.add(new Field(view.statusColumn(), ValueType.INT64)));
    labels.forEach(
        label -> fields.add(new Field(LabelGroup.column(label), LabelGroup.type(project, label))));
    return List.copyOf(fields);
  }
}
