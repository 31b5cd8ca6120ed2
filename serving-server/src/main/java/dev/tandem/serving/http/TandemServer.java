package dev.tandem.serving.http;

import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library behind HTTP: {@code POST /get-online-features}, {@code POST /predict} and {@code GET
 * /healthz}, all of them JSON.
 *
 * <p>It borrows the clients and predictors: close the server first, then those.
 */
public final class TandemServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TandemServer.class);

  private final HttpEdge edge;

  private TandemServer(HttpEdge edge) {
    this.edge = edge;
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
    Endpoints endpoints = Endpoints.of(clients, models);
    try {
      TandemServer server = new TandemServer(HttpEdge.start(settings, endpoints));
      log.info("serving on {} with {} models", server.uri(), models.size());
      return server;
    } catch (IOException e) {
      throw cannotListen(settings, e);
    }
  }

  /**
   * Refuses an address that cannot be bound, so that a caller with long work before {@link #start}
   * fails before it. Nothing stays bound: another process may still take the address first.
   *
   * @throws PortInUseException if another process listens there
   */
  public static void requireFree(ServerSettings settings) {
    try {
      HttpEdge.bind(settings).stop(0);
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
    return edge.address();
  }

  /** The root of its endpoints, for example {@code http://127.0.0.1:6566/}. */
  public URI uri() {
    String host = address().getAddress().getHostAddress();
    String inUri = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return URI.create("http://" + inUri + ":" + address().getPort() + "/");
  }

  /**
   * Stops: new requests are refused, those that have begun are finished within the settings' grace.
   */
  @Override
  public void close() {
    edge.close();
    log.info("stopped serving");
  }
}
