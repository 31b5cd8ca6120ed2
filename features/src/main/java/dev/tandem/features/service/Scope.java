package dev.tandem.features.service;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.suggestion.Suggestion;
import dev.tandem.features.table.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a service's features and their expressions may use, and what each stands for. */
final class Scope {
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, String> viewOf = new LinkedHashMap<>();
  private final Map<String, String> groupKeys = new LinkedHashMap<>();
  private final Map<String, OnDemandFeature> onDemand = new LinkedHashMap<>();
  private final Set<String> entityKeys = new HashSet<>();

  Scope(Project project, FeatureService service) {
    FeatureCatalog catalog = new FeatureCatalog(project);
    catalog.entityKeys().forEach(this::put);
    catalog.entityKeys().forEach(key -> entityKeys.add(key.name()));
    service.request().forEach(this::put);
    put(FeatureCatalog.REQUEST_TIME);
    for (FeatureView view : project.views()) {
      for (Field feature : FeatureCatalog.features(view)) {
        put(feature);
        viewOf.put(feature.name(), view.name());
        catalog.groupKeyOf(feature.name()).ifPresent(k -> groupKeys.put(feature.name(), k));
      }
    }
    for (OnDemandFeature feature : project.onDemandFeatures()) {
      put(new Field(feature.name(), feature.type()));
      onDemand.put(feature.name(), feature);
    }
  }

  private void put(Field field) {
    fields.put(field.name(), field);
  }

  /** All names with their types. */
  List<Field> fields() {
    return List.copyOf(fields.values());
  }

  /** The name and type, or empty if there is no such name. */
  Optional<Field> find(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The view whose feature this name is, or empty. */
  Optional<String> viewOf(String name) {
    return Optional.ofNullable(viewOf.get(name));
  }

  /** What says which group a row reads of the view feature with this name, or empty. */
  Optional<String> groupKey(String name) {
    return Optional.ofNullable(groupKeys.get(name));
  }

  /** True if this name is a key of an entity. */
  boolean isEntityKey(String name) {
    return entityKeys.contains(name);
  }

  /** The on-demand feature of this name, or empty. */
  Optional<OnDemandFeature> onDemand(String name) {
    return Optional.ofNullable(onDemand.get(name));
  }

  /** What to say of a name that is not here. */
  String unknown(String name) {
    return "unknown feature '"
        + name
        + "'"
        + Suggestion.question(name, fields.keySet())
        + ", allowed: a feature as view.feature, an on-demand feature, an entity key or a request"
        + " field";
  }
}
