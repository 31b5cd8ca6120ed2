package dev.tandem.pipelines.materialize;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.events.EventNeed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Views of one entity over one source, whose events are shipped once for all. Immutable.
 *
 * @param project the project's name
 */
record MaterializePlan(String project, List<CompiledView> views) {
  MaterializePlan {
    views = List.copyOf(views);
  }

  /** The plan of the named views. */
  static MaterializePlan of(Project project, List<String> names) {
    return new MaterializePlan(
        project.name(), names.stream().map(name -> CompiledView.compile(project, name)).toList());
  }

  /** The source of the events. */
  String source() {
    return views.get(0).declaration().source();
  }

  /** The names of the entity's keys. */
  List<String> keys() {
    return views.get(0).entity().keys().stream().map(Field::name).toList();
  }

  /** What the views need of the events. */
  EventNeed need() {
    Set<Field> fields = new LinkedHashSet<>();
    views.forEach(view -> fields.addAll(view.eventFields()));
    return EventNeed.of(source(), keys(), List.copyOf(fields));
  }
}
