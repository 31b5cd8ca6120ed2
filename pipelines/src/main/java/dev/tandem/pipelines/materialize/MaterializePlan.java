package dev.tandem.pipelines.materialize;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The views to materialize, those of one entity over one source together, so that their events are
 * shipped once. Immutable.
 *
 * @param project the project's name
 */
record MaterializePlan(String project, List<List<CompiledView>> groups) {
  MaterializePlan {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /** The plan of a specification. */
  static MaterializePlan of(MaterializeSpec spec) {
    Project project = spec.project().project();
    Map<List<String>, List<CompiledView>> groups = new LinkedHashMap<>();
    for (String name : spec.views()) {
      CompiledView view = CompiledView.compile(project, name);
      groups
          .computeIfAbsent(
              List.of(view.entity().name(), view.declaration().source()), g -> new ArrayList<>())
          .add(view);
    }
    return new MaterializePlan(project.name(), List.copyOf(groups.values()));
  }

  /** The source of a group's events. */
  String source(int group) {
    return groups.get(group).get(0).declaration().source();
  }

  /** The names of a group's entity keys. */
  List<String> keys(int group) {
    return groups.get(group).get(0).entity().keys().stream().map(Field::name).toList();
  }

  /** The columns that a group reads of its events, without the event columns. */
  List<Field> eventFields(int group) {
    Set<Field> fields = new LinkedHashSet<>();
    groups.get(group).forEach(view -> fields.addAll(view.eventFields()));
    return List.copyOf(fields);
  }
}
