package dev.tandem.infra.system.parity;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.NaiveFeatures;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.parity.Answers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The naive reference: each row alone, each feature by a scan over the entity's events. */
final class NaiveAnswers {
  private final Project project;
  private final CompiledService service;
  private final Map<String, NaiveFeatures> views = new HashMap<>();

  NaiveAnswers(Project project, CompiledService service, History history) {
    this.project = project;
    this.service = service;
    for (CompiledView view : service.views()) {
      String name = view.declaration().name();
      views.put(name, new NaiveFeatures(project, name, history.of(view.source().name())));
    }
  }

  /** What the reference says of a spine. */
  Answers about(Table spine) {
    Map<String, FeatureStatus[]> statuses = new HashMap<>();
    Table known = with(spine, statuses, feature -> feature.by().isEmpty());
    // A group's key may be a feature of another view, so grouped features come last.
    known = with(known, statuses, feature -> feature.by().isPresent());
    statuses.keySet().retainAll(service.features().stream().map(field -> field.name()).toList());
    return Answers.of("naive", completed(known), statuses);
  }

  private Table with(
      Table rows, Map<String, FeatureStatus[]> statuses, Predicate<AggregateFeature> wanted) {
    Table.Builder all = Table.builder(rows.rows()).addAll(rows);
    for (String name : views.keySet()) {
      List<AggregateFeature> features =
          project.view(name).features().stream().filter(wanted).toList();
      List<Column> columns = new ArrayList<>();
      for (AggregateFeature feature : features) {
        String qualified = name + "." + feature.name();
        columns.add(all.allocate(qualified, feature.type()));
        statuses.put(qualified, new FeatureStatus[rows.rows()]);
      }
      for (int row = 0; row < rows.rows(); row++) {
        for (int f = 0; f < columns.size(); f++) {
          AggregateFeature feature = features.get(f);
          Cells.write(columns.get(f), row, views.get(name).value(feature, rows, row));
          statuses.get(name + "." + feature.name())[row] =
              views.get(name).status(feature, rows, row);
        }
      }
    }
    return all.build();
  }

  /** On-demand features, evaluated for one row after the other. */
  private Table completed(Table known) {
    List<Table> rows = new ArrayList<>();
    for (int row = 0; row < known.rows(); row++) {
      Table alone = known.select(new int[] {row});
      long instant = alone.longs(EventColumns.TIME).value(0);
      rows.add(service.complete(alone, LongColumn.of(ValueType.TIMESTAMP, new long[] {instant})));
    }
    return Table.concat(rows);
  }
}
