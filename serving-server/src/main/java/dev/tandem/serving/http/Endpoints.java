package dev.tandem.serving.http;

import dev.tandem.features.state.CorruptStateException;
import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.json.JsonAnswerWriter;
import dev.tandem.serving.metrics.ServingMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the server, and what it answers where no path does. Thread-safe; never throws. */
final class Endpoints {
  private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

  private final JsonAnswerWriter writer;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  private Endpoints(JsonAnswerWriter writer, List<Route> routes) {
    this.writer = writer;
    routes.forEach(route -> this.routes.put(route.path(), route));
  }

  /**
   * All paths over what a server offers.
   *
   * @param metrics what {@code /metrics} shows; empty for no such path
   */
  static Endpoints of(Catalog catalog, OutputPool pool, Optional<ServingMetrics> metrics) {
    JsonAnswerWriter writer = new JsonAnswerWriter(pool);
    JsonEndpoints json =
        new JsonEndpoints(
            catalog, writer, metrics.<RequestWatch>map(m -> m).orElse(RequestWatch.NONE));
    List<Route> routes = new ArrayList<>();
    routes.add(Route.post("/get-online-features", json::features));
    routes.add(Route.post("/predict", json::predict));
    routes.add(Route.post("/rank", json::rank));
    routes.add(Route.open("/healthz", json::alive));
    routes.add(Route.open("/readyz", json::ready));
    routes.add(Route.get("/openapi.json", json::openApi));
    metrics.ifPresent(
        shown ->
            routes.add(
                Route.get(
                    "/metrics", body -> Answer.text(ServingMetrics.TEXT_TYPE, shown.text(pool)))));
    return new Endpoints(writer, routes);
  }

  /** The route of a path; empty where there is none. */
  Optional<Route> find(String path) {
    return Optional.ofNullable(routes.get(path));
  }

  /** What a route answers to a body. */
  Answer answer(Route route, byte[] body) {
    try {
      return route.handler().answer(body);
    } catch (InvalidRequestException e) {
      return Answer.json(400, writer.invalid(e));
    } catch (StoreUnavailableException e) {
      log.warn("the online store is unavailable: {}", e.getMessage());
      return error(503, "the online store is unavailable, try again later");
    } catch (CorruptStateException | CorruptValueException e) {
      log.error("a request to {} met a state that cannot be read", route.path(), e);
      return error(500, "a stored state cannot be read, materialize again: " + e.getMessage());
    } catch (RuntimeException e) {
      log.error("a request to {} failed", route.path(), e);
      return error(500, "internal error, see the server's log");
    }
  }

  Answer noSuchPath() {
    return error(404, "no such path, there are: " + String.join(", ", routes.keySet()));
  }

  Answer otherMethod(Route route) {
    OutputBytes body = writer.error(route.path() + " takes " + route.method() + " only");
    return Answer.json(405, body).with("Allow", route.method());
  }

  Answer unknownCaller() {
    return error(401, "this server asks for an API key, in X-API-Key or Authorization: Bearer")
        .with("WWW-Authenticate", "Bearer");
  }

  Answer tooLarge(int maxBodyBytes) {
    return error(413, "the body is longer than " + maxBodyBytes + " bytes");
  }

  Answer closing() {
    return error(503, "the server is shutting down");
  }

  private Answer error(int status, String message) {
    return Answer.json(status, writer.error(message));
  }
}
