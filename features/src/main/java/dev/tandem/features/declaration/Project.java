package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything one project declares; immutable, and consistent when it came from a reader or a
 * validator.
 */
public record Project(
    String name,
    List<Entity> entities,
    List<Source> sources,
    List<FeatureView> views,
    List<OnDemandFeature> onDemandFeatures,
    List<FeatureService> services,
    List<Label> labels,
    List<TrainingSet> trainingSets,
    List<Model> models) {
  public Project {
    entities = List.copyOf(entities);
    sources = List.copyOf(sources);
    views = List.copyOf(views);
    onDemandFeatures = List.copyOf(onDemandFeatures);
    services = List.copyOf(services);
    labels = List.copyOf(labels);
    trainingSets = List.copyOf(trainingSets);
    models = List.copyOf(models);
  }

  /** The entity with this name; fails if there is none, as do the look-ups below. */
  public Entity entity(String entityName) {
    return required("entity", entityName, entities, Entity::name);
  }

  /** The source with this name. */
  public Source source(String sourceName) {
    return required("source", sourceName, sources, Source::name);
  }

  /** The view with this name. */
  public FeatureView view(String viewName) {
    return required("view", viewName, views, FeatureView::name);
  }

  /** The feature service with this name. */
  public FeatureService service(String serviceName) {
    return required("feature service", serviceName, services, FeatureService::name);
  }

  /** The label with this name. */
  public Label label(String labelName) {
    return required("label", labelName, labels, Label::name);
  }

  /** The training set with this name. */
  public TrainingSet trainingSet(String trainingSetName) {
    return required("training set", trainingSetName, trainingSets, TrainingSet::name);
  }

  /** The model with this name. */
  public Model model(String modelName) {
    return required("model", modelName, models, Model::name);
  }

  /** The on-demand feature with this name, or empty. */
  public Optional<OnDemandFeature> findOnDemandFeature(String featureName) {
    return onDemandFeatures.stream().filter(f -> f.name().equals(featureName)).findFirst();
  }

  /** The same project with these on-demand features in place of its own. */
  public Project withOnDemandFeatures(List<OnDemandFeature> features) {
    return new Project(
        name, entities, sources, views, features, services, labels, trainingSets, models);
  }

  /** The same project with these models in place of its own. */
  public Project withModels(List<Model> newModels) {
    return new Project(
        name,
        entities,
        sources,
        views,
        onDemandFeatures,
        services,
        labels,
        trainingSets,
        newModels);
  }

  private static <T> T required(String kind, String name, List<T> all, Function<T, String> nameOf) {
    return all.stream()
        .filter(t -> nameOf.apply(t).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidDeclarationException(
                    List.of(
                        new Problem(
                            name,
                            "no such "
                                + kind
                                + ", declared: "
                                + String.join(", ", all.stream().map(nameOf).toList())))));
  }
}
