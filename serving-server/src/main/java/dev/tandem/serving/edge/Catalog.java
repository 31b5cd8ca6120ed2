package dev.tandem.serving.edge;

import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import dev.tandem.serving.rank.Ranker;
import dev.tandem.serving.rank.ServedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server offers, found by the names that a request gives. Thread-safe; it borrows the
 * clients and predictors.
 */
public final class Catalog {
  private final FeatureClients clients;
  private final Map<String, ServedModel> models;

  private Catalog(FeatureClients clients, Map<String, ServedModel> models) {
    this.clients = clients;
    this.models = models;
  }

  /**
   * The services of some clients, and models that were trained on them.
   *
   * @throws dev.tandem.serving.predict.ModelMismatchException if a model was trained on another
   *     version of its feature service
   */
  public static Catalog of(FeatureClients clients, List<Predictor> models) {
    return ofModels(
        clients,
        models.stream()
            .map(
                predictor ->
                    PredictionService.of(
                        clients.service(predictor.identity().service()), predictor))
            .map(ServedModel::of)
            .toList());
  }

  /** The services of some clients, and models that these clients feed. */
  public static Catalog ofModels(FeatureClients clients, List<ServedModel> models) {
    Map<String, ServedModel> byName = new LinkedHashMap<>();
    for (ServedModel model : models) {
      if (byName.putIfAbsent(model.name(), model) != null) {
        throw new IllegalArgumentException("two models are named '" + model.name() + "'");
      }
    }
    return new Catalog(clients, byName);
  }

  /** The clients of the feature services. */
  public FeatureClients clients() {
    return clients;
  }

  /** The names of the models, in their order. */
  public List<String> models() {
    return List.copyOf(models.keySet());
  }

  /**
   * What answers a request for features, which names either a service or features one by one.
   *
   * @throws InvalidRequestException if it names both, neither, or something unknown
   */
  public FeatureClient features(Optional<String> service, List<String> features) {
    if (service.isPresent() == !features.isEmpty()) {
      throw new InvalidRequestException(
          "feature_service",
          service.isPresent() ? "it and 'features'" : "neither it nor 'features'",
          "one of the two");
    }
    return service.map(clients::service).orElseGet(() -> clients.features(features));
  }

  /**
   * What answers a request for predictions.
   *
   * @param model the name of the model; may be left out where there is one
   * @param service the feature service that the request names, which must be the model's
   * @throws InvalidRequestException if there is no such model, or it reads another service
   */
  public PredictionService model(Optional<String> model, Optional<String> service) {
    return served(model, service).predictions();
  }

  /**
   * What answers a request for an order of candidates, as {@link #model} does.
   *
   * @throws InvalidRequestException if there is no such model, it reads another service, or does
   *     not rank
   */
  public Ranker ranker(Optional<String> model, Optional<String> service) {
    ServedModel found = served(model, service);
    return found
        .ranker()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "model", found.name(), "a model whose declaration has the key 'ranking'"));
  }

  /** True if the model of this name ranks. */
  public boolean ranks(String model) {
    return models.get(model).ranker().isPresent();
  }

  private ServedModel served(Optional<String> model, Optional<String> service) {
    ServedModel found = find(model);
    String own = found.predictions().client().service();
    if (service.isPresent() && !service.get().equals(own)) {
      throw new InvalidRequestException("feature_service", service.get(), own);
    }
    return found;
  }

  private ServedModel find(Optional<String> model) {
    if (models.isEmpty()) {
      throw new InvalidRequestException(
          "model", model.orElse("none"), "nothing: this server has no model");
    }
    if (model.isEmpty() && models.size() == 1) {
      return models.values().iterator().next();
    }
    String name = model.orElse("none");
    ServedModel found = models.get(name);
    if (found == null) {
      throw new InvalidRequestException("model", name, String.join(", ", models.keySet()));
    }
    return found;
  }
}
