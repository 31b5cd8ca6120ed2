package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.LabelType;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.events.EventNeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What must be joined to give rows a service's features and some labels. Immutable.
 *
 * @param rounds the joins in rounds: those of the first read of a row what it brings, those of
 *     later rounds also what earlier ones have joined; their positions number them all
 */
record JoinPlan(
    Project project,
    CompiledService service,
    List<Label> labels,
    Sampling sampling,
    List<List<JoinGroup>> rounds) {
  JoinPlan {
    labels = List.copyOf(labels);
    rounds = rounds.stream().map(List::copyOf).toList();
  }

  /** The plan for a service's features and the named labels. */
  static JoinPlan of(
      Project project, String serviceName, List<String> labelNames, Sampling sampling) {
    CompiledService service = CompiledService.compile(project, serviceName);
    List<Label> labels = labelNames.stream().map(project::label).toList();
    List<List<JoinGroup>> rounds = new ArrayList<>();
    rounds.add(new ArrayList<>());
    for (int round = 0; round < service.rounds().size(); round++) {
      List<JoinGroup> groups = round == 0 ? rounds.get(0) : new ArrayList<>();
      together(
              service.rounds().get(round),
              view -> List.of(view.entity().name(), view.declaration().source()))
          .forEach(views -> groups.add(new ViewGroup(service, views)));
      if (round > 0) {
        rounds.add(groups);
      }
    }
    together(outcomes(labels), label -> List.of(label.source(), label.on()))
        .forEach(group -> rounds.get(0).add(LabelGroup.of(project, group)));
    return new JoinPlan(project, service, labels, sampling, rounds);
  }

  private static List<OutcomeLabel> outcomes(List<Label> labels) {
    return labels.stream()
        .filter(OutcomeLabel.class::isInstance)
        .map(OutcomeLabel.class::cast)
        .toList();
  }

  /** The labels that the rows carry themselves. */
  RowLabels rowLabels() {
    return RowLabels.of(
        project,
        labels.stream().filter(RowLabel.class::isInstance).map(RowLabel.class::cast).toList());
  }

  private static <T> Collection<List<T>> together(List<T> all, Function<T, Object> by) {
    Map<Object, List<T>> groups = new LinkedHashMap<>();
    all.forEach(t -> groups.computeIfAbsent(by.apply(t), key -> new ArrayList<>()).add(t));
    return groups.values();
  }

  /** All joins; their positions number them. */
  List<JoinGroup> groups() {
    return rounds.stream().flatMap(List::stream).toList();
  }

  /** The round of the joins with a number. */
  int roundOf(int group) {
    int round = 0;
    for (int end = rounds.get(0).size(); end <= group; end += rounds.get(round).size()) {
      round++;
    }
    return round;
  }

  /** The columns that the joins with a number add and that joins of later rounds read of rows. */
  List<String> passedOn(int group) {
    Set<String> read = new HashSet<>();
    rounds.stream()
        .skip(roundOf(group) + 1)
        .flatMap(List::stream)
        .forEach(later -> later.rowFields().forEach(field -> read.add(field.name())));
    return groups().get(group).joinedFields().stream().filter(read::contains).toList();
  }

  /** The names of the sources whose events are joined, each once. */
  List<String> sources() {
    return groups().stream().map(JoinGroup::source).distinct().toList();
  }

  /** What each group needs of the events, in the order of the groups. */
  List<EventNeed> needs() {
    return groups().stream()
        .map(group -> EventNeed.of(group.source(), group.keys(), group.eventFields()))
        .toList();
  }

  /** Which of these events the rows from an instant on need, in the order of the groups. */
  List<EventFilter> filters(KeysToJoin keys, long from) {
    List<EventFilter> filters = new ArrayList<>();
    for (int group = 0; group < groups().size(); group++) {
      filters.add(keys.filter(group).then(groups().get(group).filter(from)));
    }
    return filters;
  }

  /** The columns of a row that the result keeps: its time, identity, keys and request fields. */
  List<Field> keptFields() {
    Set<Field> fields = new LinkedHashSet<>(EventColumns.FIELDS);
    fields.addAll(service.entityKeys());
    fields.addAll(service.request());
    return List.copyOf(fields);
  }

  /** The columns that a row must bring. */
  List<Field> rowFields() {
    Set<Field> fields = new LinkedHashSet<>(keptFields());
    rounds.get(0).forEach(group -> fields.addAll(group.rowFields()));
    return List.copyOf(fields);
  }

  /** The columns of the result, in order. */
  List<Field> outputFields() {
    Set<Field> fields = new LinkedHashSet<>(keptFields());
    fields.addAll(service.features());
    service.views().forEach(view -> fields.add(new Field(view.statusColumn(), ValueType.INT64)));
    for (Label label : labels) {
      fields.add(new Field(label.column(), LabelType.ofColumn(project, label)));
      if (label instanceof OutcomeLabel outcome && outcome.delay()) {
        fields.add(new Field(outcome.delayColumn(), ValueType.INT64));
      }
    }
    if (sampling.isOn()) {
      fields.add(Sampling.RATE);
    }
    return List.copyOf(fields);
  }
}
