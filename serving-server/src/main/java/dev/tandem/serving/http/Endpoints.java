package dev.tandem.serving.http;

import dev.tandem.features.state.CorruptStateException;
import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.json.JsonAnswerWriter;
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

  /** All paths over what a server offers. */
  static Endpoints of(Catalog catalog) {
    JsonAnswerWriter writer = new JsonAnswerWriter();
    JsonEndpoints json = new JsonEndpoints(catalog, writer);
    return new Endpoints(
        writer,
        List.of(
            Route.post("/get-online-features", json::features),
            Route.post("/predict", json::predict),
            Route.post("/rank", json::rank),
            Route.open("/healthz", json::health)));
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
      return new Answer(400, writer.invalid(e));
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
    byte[] body = writer.error(route.path() + " takes " + route.method() + " only");
    return new Answer(405, body, Optional.of(route.method()));
  }

  Answer tooLarge(int maxBodyBytes) {
    return error(413, "the body is longer than " + maxBodyBytes + " bytes");
  }

  Answer closing() {
    return error(503, "the server is shutting down");
  }

  private Answer error(int status, String message) {
    return new Answer(status, writer.error(message));
  }
}
