package dev.tandem.serving.server;

import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.grpc.GrpcEdge;
import dev.tandem.serving.http.HttpEdge;
import dev.tandem.serving.metrics.ServingMetrics;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library behind HTTP: {@code POST /get-online-features}, {@code POST /predict}, {@code POST
 * /rank} and {@code GET /healthz}, all of them JSON.
 *
 * <p>It borrows the clients and models: close the server first, then those.
 */
public final class TandemServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TandemServer.class);

  private final String scheme;
  private final HttpEdge http;
  private final Optional<GrpcEdge> grpc;

  private TandemServer(ServerSettings settings, HttpEdge http, Optional<GrpcEdge> grpc) {
    this.scheme = settings.access().tls().isPresent() ? "https" : "http";
    this.http = http;
    this.grpc = grpc;
  }

  /**
   * Binds the address and begins to answer.
   *
   * @param models the models that {@code /predict} may name; empty serves features only
   * @throws PortInUseException if another process listens there
   * @throws dev.tandem.serving.predict.ModelMismatchException if a model was trained on another
   *     version of its feature service
   */
  public static TandemServer start(
      ServerSettings settings, FeatureClients clients, List<Predictor> models) {
    return start(settings, Catalog.of(clients, models), Optional.empty());
  }

  /**
   * The same for whatever a catalog offers.
   *
   * @throws PortInUseException if another process listens there
   */
  public static TandemServer start(ServerSettings settings, Catalog catalog) {
    return start(settings, catalog, Optional.empty());
  }

  /** The same with metrics, which the clients' settings name as their watch as well. */
  public static TandemServer start(
      ServerSettings settings, Catalog catalog, ServingMetrics metrics) {
    return start(settings, catalog, Optional.of(metrics));
  }

  /**
   * The same with metrics, which the clients' settings name as their watch as well.
   *
   * @param metrics what {@code /metrics} shows
   */
  public static TandemServer start(
      ServerSettings settings,
      FeatureClients clients,
      List<Predictor> models,
      ServingMetrics metrics) {
    return start(settings, Catalog.of(clients, models), Optional.of(metrics));
  }

  private static TandemServer start(
      ServerSettings settings, Catalog catalog, Optional<ServingMetrics> metrics) {
    try {
      HttpEdge http = HttpEdge.start(settings, catalog, metrics);
      try {
        TandemServer server = new TandemServer(settings, http, grpc(settings, catalog, metrics));
        log.info("serving on {} with {} models", server.uri(), catalog.models().size());
        server.grpcPort().ifPresent(port -> log.info("serving gRPC on port {}", port));
        return server;
      } catch (IOException | RuntimeException e) {
        http.close();
        throw e;
      }
    } catch (IOException e) {
      throw cannotListen(settings, e);
    }
  }

  private static Optional<GrpcEdge> grpc(
      ServerSettings settings, Catalog catalog, Optional<ServingMetrics> metrics)
      throws IOException {
    return settings.grpcPort().isEmpty()
        ? Optional.empty()
        : Optional.of(GrpcEdge.start(settings, settings.grpcPort().getAsInt(), catalog, metrics));
  }

  /**
   * Refuses an address that cannot be bound, so that a caller with long work before {@link #start}
   * fails before it. Nothing stays bound: another process may still take the address first.
   *
   * @throws PortInUseException if another process listens there
   */
  public static void requireFree(ServerSettings settings) {
    try {
      HttpEdge.requireFree(settings);
    } catch (IOException e) {
      throw cannotListen(settings, e);
    }
  }

  private static UncheckedIOException cannotListen(ServerSettings settings, IOException cause) {
    return new UncheckedIOException(
        "cannot listen on " + settings.host() + ":" + settings.port() + ": " + cause.getMessage(),
        cause);
  }

  /** The address it listens on, with the port it was given. */
  public InetSocketAddress address() {
    return http.address();
  }

  /** The root of its endpoints, for example {@code http://127.0.0.1:6566/}. */
  public URI uri() {
    String host = address().getAddress().getHostAddress();
    String inUri = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return URI.create(scheme + "://" + inUri + ":" + address().getPort() + "/");
  }

  /** The port it listens on for gRPC; empty if it does not. */
  public OptionalInt grpcPort() {
    return grpc.map(edge -> OptionalInt.of(edge.port())).orElse(OptionalInt.empty());
  }

  /**
   * Stops: new requests are refused, those that have begun are finished within the settings' grace.
   */
  @Override
  public void close() {
    CompletableFuture<Void> calls =
        CompletableFuture.runAsync(() -> grpc.ifPresent(GrpcEdge::close));
    http.close();
    calls.join();
    log.info("stopped serving");
  }
}
