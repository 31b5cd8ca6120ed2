package dev.tandem.serving.predict;

import dev.tandem.features.table.Field;
import dev.tandem.serving.fetch.FeatureClient;
import java.util.List;

/**
 * What a bundle must be for a server to take it in.
 *
 * @param model its name; empty allows any
 * @param service the feature service that feeds it
 * @param serviceVersion the version of that service
 * @param layout the features of that service, in order
 * @param tasks those that it must have, among others
 */
public record ModelContract(
    String model, String service, String serviceVersion, List<Field> layout, List<String> tasks) {
  public ModelContract {
    layout = List.copyOf(layout);
    tasks = List.copyOf(tasks);
  }

  /** Any model over the service of a client. */
  public static ModelContract of(FeatureClient client) {
    return new ModelContract(
        "", client.service(), client.serviceVersion(), client.features(), List.of());
  }

  /** The same for the model of this name. */
  public ModelContract withModel(String newModel) {
    return new ModelContract(newModel, service, serviceVersion, layout, tasks);
  }

  /** The same for models that have these tasks. */
  public ModelContract withTasks(List<String> newTasks) {
    return new ModelContract(model, service, serviceVersion, layout, newTasks);
  }

  /**
   * Refuses a model that breaks it.
   *
   * @throws ModelMismatchException saying what differs
   */
  void require(Predictor predictor) {
    BundleIdentity found = predictor.identity();
    if (!found.service().equals(service) || !found.serviceVersion().equals(serviceVersion)) {
      throw new ModelMismatchException(found, service, serviceVersion);
    }
    if (!predictor.layout().equals(layout)) {
      throw new ModelMismatchException(
          found, "reads the features " + predictor.layout() + ", the service gives " + layout);
    }
    if (!model.isEmpty() && !found.model().equals(model)) {
      throw new ModelMismatchException(found, "stands where '" + model + "' is served");
    }
    if (!predictor.tasks().containsAll(tasks)) {
      throw new ModelMismatchException(
          found, "has the tasks " + predictor.tasks() + ", needed are " + tasks);
    }
  }
}
