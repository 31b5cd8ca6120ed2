package dev.tandem.infra.audit;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.FeatureJoin;
import dev.tandem.pipelines.PipelineSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Computes a service's features for served rows by the pipeline that computes training sets, and
 * with them how new the events are that decide each view.
 *
 * <p>For the latter each view has a twin in the project that is joined: of the same entity and
 * source, without a time-to-live, over all events. Its name cannot be declared, so it hides
 * nothing.
 */
final class Recomputation {
  private static final String TWIN = "__newest_";
  private static final String AGE = "age";
  private static final String ARRIVAL = "arrival";

  private final CompiledService service;
  private final Project project;

  /** The recomputation of a service of a valid project. */
  Recomputation(Project declared, CompiledService service) {
    this.service = service;
    this.project = withTwins(declared, service);
  }

  /** The columns that a served row must have. */
  Set<Field> given() {
    Set<Field> given = new LinkedHashSet<>(service.entityKeys());
    given.addAll(service.request());
    return given;
  }

  /**
   * Joins.
   *
   * @param rows a row's time and the columns of {@link #given}, and what the labels are on
   */
  Recomputed run(Table rows, List<OutcomeLabel> labels, PipelineSettings settings) {
    return new Recomputed(
        FeatureJoin.of(project, service.declaration().name(), rows)
            .withLabels(labels)
            .run(settings));
  }

  /** The column with the milliseconds from the newest visible event of a view to the row. */
  static String ageColumn(String view) {
    return TWIN + view + "." + AGE;
  }

  /** The column with the newest arrival among a view's visible events, if its source knows it. */
  static String arrivalColumn(String view) {
    return TWIN + view + "." + ARRIVAL;
  }

  private static Project withTwins(Project declared, CompiledService service) {
    List<FeatureView> views = new ArrayList<>(declared.views());
    List<String> features = new ArrayList<>(service.declaration().features());
    for (CompiledView view : service.views()) {
      FeatureView twin = twin(view.declaration(), view.source());
      views.add(twin);
      twin.features().forEach(feature -> features.add(twin.name() + "." + feature.name()));
    }
    FeatureService wider =
        new FeatureService(service.declaration().name(), service.declaration().request(), features);
    return new Project(
        declared.name(),
        declared.entities(),
        declared.sources(),
        views,
        declared.onDemandFeatures(),
        declared.services().stream()
            .map(one -> one.name().equals(wider.name()) ? wider : one)
            .toList(),
        declared.labels(),
        declared.trainingSets(),
        declared.models());
  }

  private static FeatureView twin(FeatureView view, Source source) {
    List<AggregateFeature> features = new ArrayList<>();
    features.add(AggregateFeature.builder(AGE, AggregateFunction.TIME_SINCE_LAST).build());
    source
        .arrivalTime()
        .ifPresent(
            arrival ->
                features.add(
                    AggregateFeature.builder(ARRIVAL, AggregateFunction.MAX)
                        .field(new Field(arrival, ValueType.TIMESTAMP))
                        .build()));
    return new FeatureView(
        TWIN + view.name(), view.entity(), view.source(), Optional.empty(), features);
  }
}
