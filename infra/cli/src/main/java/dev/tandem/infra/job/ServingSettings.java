package dev.tandem.infra.job;

import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.log.ServedLogSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * How a model is served.
 *
 * @param server where the server listens, to whom, and what it bears
 * @param fetch how features are fetched
 * @param route which versions of the model answer
 * @param log keeps what is served; empty keeps nothing
 */
public record ServingSettings(
    ServerSettings server,
    FetchSettings fetch,
    RouteSettings route,
    Optional<ServedLogSettings> log) {
  public ServingSettings {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(fetch, "fetch");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(log, "log");
  }
}
