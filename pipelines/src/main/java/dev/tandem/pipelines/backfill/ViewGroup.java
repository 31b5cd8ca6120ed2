package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.events.EventFilter;
import dev.tandem.pipelines.events.EventsSince;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The views of one entity over one source, as far as a service needs them. */
record ViewGroup(CompiledService service, List<CompiledView> views) implements JoinGroup {
  ViewGroup {
    views = List.copyOf(views);
  }

  @Override
  public String source() {
    return views.get(0).declaration().source();
  }

  @Override
  public List<String> keys() {
    return views.get(0).entity().keys().stream().map(Field::name).toList();
  }

  @Override
  public List<Field> eventFields() {
    Set<Field> fields = new LinkedHashSet<>();
    views.forEach(view -> fields.addAll(view.eventFields()));
    return List.copyOf(fields);
  }

  @Override
  public List<Field> rowFields() {
    Set<Field> fields = new LinkedHashSet<>(views.get(0).entity().keys());
    views.forEach(view -> fields.addAll(service.groupKeys(view)));
    return List.copyOf(fields);
  }

  @Override
  public List<String> joinedFields() {
    return views.stream().flatMap(view -> view.features().stream()).map(Field::name).toList();
  }

  @Override
  public EventFilter filter(long from) {
    List<Optional<Window>> windows =
        views.stream()
            .flatMap(view -> view.compiledFeatures().stream())
            .map(CompiledFeature::window)
            .toList();
    if (from == Long.MIN_VALUE || windows.stream().anyMatch(Optional::isEmpty)) {
      return EventFilter.all();
    }
    // Windows of later rows start later. A view's status also depends on the newest event of all.
    long oldest =
        windows.stream().mapToLong(window -> window.get().startMillis(from)).min().orElse(from);
    return EventsSince.instant(oldest).andTheNewestBefore(rowFields());
  }

  @Override
  public Table join(Table events, Table rows) {
    Table.Builder joined = Table.builder(rows.rows());
    for (CompiledView view : views) {
      joined.addAll(new PointInTimeJoin(view, service.groupKeys(view)).join(events, rows));
    }
    return joined.build();
  }
}
