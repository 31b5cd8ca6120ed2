package dev.tandem.features.view;

import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.table.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A feature view ready to be computed: its names resolved, its expressions compiled, the states
 * that several features need kept once.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class CompiledView {
  /** Stands for the time of the newest event where there is none. */
  public static final long NO_EVENT = Long.MIN_VALUE;

  private final FeatureView declaration;
  private final Entity entity;
  private final Source source;
  private final ViewPlan plan;
  private final List<Field> eventFields;

  private CompiledView(FeatureView declaration, Entity entity, Source source, ViewPlan plan) {
    this.declaration = declaration;
    this.entity = entity;
    this.source = source;
    this.plan = plan;
    this.eventFields = eventFields(entity, source, plan);
  }

  /**
   * Compiles one view of a valid project.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if the project has no such
   *     view, or the view names what the project does not have
   */
  public static CompiledView compile(Project project, String view) {
    FeatureView declaration = project.view(view);
    Source source = project.source(declaration.source());
    Entity entity = project.entity(declaration.entity());
    return new CompiledView(declaration, entity, source, ViewPlan.of(declaration, source));
  }

  private static List<Field> eventFields(Entity entity, Source source, ViewPlan plan) {
    Set<String> read =
        plan.selections().stream().flatMap(s -> s.fields().stream()).collect(Collectors.toSet());
    entity.keys().forEach(key -> read.remove(key.name()));
    return Stream.concat(
            entity.keys().stream(),
            source.fields().stream().map(SourceField::field).filter(f -> read.contains(f.name())))
        .toList();
  }

  /** The view as declared. */
  public FeatureView declaration() {
    return declaration;
  }

  /** What the view is about. */
  public Entity entity() {
    return entity;
  }

  /** Where its events come from. */
  public Source source() {
    return source;
  }

  /**
   * The columns that a table of this view's events has after {@link
   * dev.tandem.features.event.EventColumns}: the entity's keys, then the source's fields that the
   * features read. More columns do no harm.
   */
  public List<Field> eventFields() {
    return eventFields;
  }

  /** The qualified names and the types of the features, in declared order. */
  public List<Field> features() {
    return plan.features().stream().map(CompiledFeature::field).toList();
  }

  /**
   * The name of the INT64 column that holds the view's status as the code of a {@link
   * FeatureStatus}.
   */
  public String statusColumn() {
    return declaration.name() + ".__status";
  }

  /** The features, in declared order. */
  public List<CompiledFeature> compiledFeatures() {
    return plan.features();
  }

  /**
   * What a row has to have, besides the entity's keys, to read the features that are kept for
   * groups: the distinct keys of those features, in the order of the first that has each.
   */
  public List<Field> groupKeys() {
    Map<String, Field> keys = new LinkedHashMap<>();
    for (CompiledFeature feature : plan.features()) {
      Optional<GroupBy> by = feature.by();
      if (by.isPresent()) {
        Field grouped = plan.selections().get(selectionOf(feature)).by().orElseThrow();
        keys.putIfAbsent(by.get().key(), new Field(by.get().key(), grouped.type()));
      }
    }
    return List.copyOf(keys.values());
  }

  private int selectionOf(CompiledFeature feature) {
    return plan.states().get(feature.states().get(0)).selection();
  }

  /** The distinct sets of events that features count. */
  public List<Selection> selections() {
    return plan.selections();
  }

  /** The distinct states that features need. */
  public List<ViewState> states() {
    return plan.states();
  }

  /** The name of the first feature that needs a state, for messages. */
  public String featureOf(int state) {
    return plan.features().stream()
        .filter(f -> f.states().contains(state))
        .findFirst()
        .orElseThrow()
        .field()
        .name();
  }

  /**
   * The view's status for an entity, without regard to how the state was computed.
   *
   * @param newestVisible the time of the entity's newest event before {@code instant}, or {@link
   *     #NO_EVENT}
   */
  public FeatureStatus statusAt(long instant, long newestVisible) {
    if (newestVisible == NO_EVENT) {
      return FeatureStatus.MISSING;
    }
    return newestVisible < plan.liveSince(instant) ? FeatureStatus.EXPIRED : FeatureStatus.PRESENT;
  }
}
