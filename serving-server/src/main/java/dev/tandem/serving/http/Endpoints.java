package dev.tandem.serving.http;

import dev.tandem.features.state.CorruptStateException;
import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.json.JsonAnswerWriter;
import dev.tandem.serving.json.JsonRequest;
import dev.tandem.serving.json.JsonRequestReader;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each path answers. Thread-safe; never throws. */
final class Endpoints {
  private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

  private final FeatureClients clients;
  private final Map<String, PredictionService> models;
  private final JsonRequestReader reader;
  private final JsonAnswerWriter writer = new JsonAnswerWriter();

  private Endpoints(FeatureClients clients, Map<String, PredictionService> models) {
    this.clients = clients;
    this.models = models;
    this.reader = new JsonRequestReader(clients.settings().maxRows());
  }

  /** The endpoints over some clients, and models that were trained on these clients' services. */
  static Endpoints of(FeatureClients clients, List<Predictor> models) {
    Map<String, PredictionService> byName = new LinkedHashMap<>();
    for (Predictor predictor : models) {
      FeatureClient client = clients.service(predictor.identity().service());
      PredictionService service = PredictionService.of(client, predictor);
      if (byName.putIfAbsent(predictor.identity().model(), service) != null) {
        throw new IllegalArgumentException(
            "two models are named '" + predictor.identity().model() + "'");
      }
    }
    return new Endpoints(clients, byName);
  }

  Answer answer(String method, String path, byte[] body) {
    try {
      return switch (path) {
        case "/get-online-features" ->
            method.equals("POST") ? features(body) : notAllowed(path, "POST");
        case "/predict" -> method.equals("POST") ? predict(body) : notAllowed(path, "POST");
        case "/healthz" ->
            method.equals("GET") || method.equals("HEAD") ? health() : notAllowed(path, "GET");
        default -> error(404, "no such path, there are: /get-online-features, /predict, /healthz");
      };
    } catch (InvalidRequestException e) {
      return new Answer(400, writer.invalid(e));
    } catch (StoreUnavailableException e) {
      log.warn("the online store is unavailable: {}", e.getMessage());
      return error(503, "the online store is unavailable, try again later");
    } catch (CorruptStateException | CorruptValueException e) {
      log.error("a request to {} met a state that cannot be read", path, e);
      return error(500, "a stored state cannot be read, materialize again: " + e.getMessage());
    } catch (RuntimeException e) {
      log.error("a request to {} failed", path, e);
      return error(500, "internal error, see the server's log");
    }
  }

  Answer tooLarge(int maxBodyBytes) {
    return error(413, "the body is longer than " + maxBodyBytes + " bytes");
  }

  Answer closing() {
    return error(503, "the server is shutting down");
  }

  private Answer features(byte[] body) {
    JsonRequest request = reader.read(body);
    FeatureClient client = client(request);
    return new Answer(
        200,
        writer.features(client.fetch(request.bind(client.entityKeys(), client.requestFields()))));
  }

  private FeatureClient client(JsonRequest request) {
    if (request.service().isPresent() == !request.features().isEmpty()) {
      throw new InvalidRequestException(
          "feature_service",
          request.service().isPresent() ? "it and 'features'" : "neither it nor 'features'",
          "one of the two");
    }
    return request
        .service()
        .map(clients::service)
        .orElseGet(() -> clients.features(request.features()));
  }

  private Answer predict(byte[] body) {
    JsonRequest request = reader.read(body);
    PredictionService service = model(request);
    FeatureClient client = service.client();
    request
        .service()
        .filter(name -> !name.equals(service.predictor().identity().service()))
        .ifPresent(
            name -> {
              throw new InvalidRequestException(
                  "feature_service", name, service.predictor().identity().service());
            });
    if (!request.features().isEmpty()) {
      throw new InvalidRequestException(
          "features", "a list of features", "nothing: a model reads its whole feature service");
    }
    return new Answer(
        200,
        writer.predictions(
            service.predict(request.bind(client.entityKeys(), client.requestFields()))));
  }

  private PredictionService model(JsonRequest request) {
    if (models.isEmpty()) {
      throw new InvalidRequestException(
          "model", request.model().orElse("none"), "nothing: this server has no model");
    }
    if (request.model().isEmpty() && models.size() == 1) {
      return models.values().iterator().next();
    }
    String name = request.model().orElse("none");
    PredictionService service = models.get(name);
    if (service == null) {
      throw new InvalidRequestException("model", name, String.join(", ", models.keySet()));
    }
    return service;
  }

  private Answer health() {
    clients.requireStore();
    return new Answer(200, writer.health("ok", clients.services(), List.copyOf(models.keySet())));
  }

  private Answer notAllowed(String path, String allowed) {
    byte[] body = writer.error(path + " takes " + allowed + " only");
    return new Answer(405, body, Optional.of(allowed));
  }

  private Answer error(int status, String message) {
    return new Answer(status, writer.error(message));
  }
}
