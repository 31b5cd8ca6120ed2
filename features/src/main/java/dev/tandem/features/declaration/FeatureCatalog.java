package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every name that services and on-demand features of a project can use, with its type. */
public final class FeatureCatalog {
  /** The variable that stands for the request's time, or the training row's. */
  public static final Field REQUEST_TIME = new Field(Expression.REQUEST_TIME, ValueType.TIMESTAMP);

  private final Project project;

  public FeatureCatalog(Project project) {
    this.project = project;
  }

  /** The features of all views, named {@code view.feature}, in the order of their declaration. */
  public List<Field> viewFeatures() {
    return project.views().stream().flatMap(view -> features(view).stream()).toList();
  }

  /** The features of one view, named {@code view.feature}. */
  public static List<Field> features(FeatureView view) {
    return view.features().stream()
        .map(feature -> new Field(view.name() + "." + feature.name(), feature.type()))
        .toList();
  }

  /** The keys of all entities, each name once. */
  public List<Field> entityKeys() {
    return onceEach(project.entities().stream().flatMap(e -> e.keys().stream()).toList());
  }

  /** The request fields of all services, each name once. */
  public List<Field> requestFields() {
    return onceEach(project.services().stream().flatMap(s -> s.request().stream()).toList());
  }

  /**
   * What an on-demand expression may read: view features, entity keys, request fields and {@link
   * #REQUEST_TIME}.
   */
  public List<Field> onDemandVariables() {
    List<Field> variables = new ArrayList<>(viewFeatures());
    variables.addAll(entityKeys());
    variables.addAll(requestFields());
    variables.add(REQUEST_TIME);
    return onceEach(variables);
  }

  /** What one service may list, besides the bare names of views. */
  public List<Field> selectable(FeatureService service) {
    List<Field> selectable = new ArrayList<>(entityKeys());
    selectable.addAll(service.request());
    project.onDemandFeatures().forEach(f -> selectable.add(new Field(f.name(), f.type())));
    selectable.addAll(viewFeatures());
    return onceEach(selectable);
  }

  /** The type of a name that a service lists, or empty if there is no such feature. */
  public Optional<ValueType> typeIn(FeatureService service, String feature) {
    return selectable(service).stream()
        .filter(field -> field.name().equals(feature))
        .findFirst()
        .map(Field::type);
  }

  /** The view that a name such as {@code user_activity.views_1d} belongs to, or empty. */
  public Optional<FeatureView> viewOf(String feature) {
    int dot = feature.indexOf('.');
    return project.views().stream()
        .filter(view -> dot > 0 && view.name().equals(feature.substring(0, dot)))
        .findFirst();
  }

  private static List<Field> onceEach(List<Field> fields) {
    Map<String, Field> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.putIfAbsent(field.name(), field));
    return List.copyOf(byName.values());
  }
}
