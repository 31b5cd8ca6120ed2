package dev.tandem.serving.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.serving.edge.ApiKey;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.Limits;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.edge.RequestGate;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.metrics.ServingMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's paths over HTTP: turns exchanges into calls of {@link Endpoints} and back. */
public final class HttpEdge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpEdge.class);
  private static final String OTHER_PATH = "other";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Endpoints endpoints;
  private final OutputPool pool;
  private final Optional<ApiKey> apiKey;
  private final Limits limits;
  private final RequestWatch watch;
  private final RequestGate gate = new RequestGate();

  private HttpEdge(
      HttpServer server,
      ServerSettings settings,
      Catalog catalog,
      Optional<ServingMetrics> metrics) {
    this.server = server;
    this.limits = settings.limits();
    this.pool = new OutputPool(limits.threads());
    this.endpoints = Endpoints.of(catalog, pool, metrics);
    this.apiKey = settings.access().apiKey();
    this.watch = metrics.<RequestWatch>map(m -> m).orElse(RequestWatch.NONE);
    metrics.ifPresent(m -> m.watchInside(RequestWatch.Protocol.HTTP, gate::inside));
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            limits.threads(),
            task -> {
              Thread thread = new Thread(task, "tandem-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Refuses an address that cannot be bound, and TLS files that cannot be used; nothing stays
   * bound.
   *
   * @throws PortInUseException if another process listens there
   * @throws dev.tandem.serving.edge.InvalidTlsException if a file is not what it should be
   */
  public static void requireFree(ServerSettings settings) throws IOException {
    HttpServers.bind(settings).stop(0);
  }

  /**
   * Binds and begins to answer.
   *
   * @param metrics what {@code /metrics} shows; empty for no such path
   * @throws PortInUseException if another process listens there
   * @throws dev.tandem.serving.edge.InvalidTlsException if a file is not what it should be
   */
  public static HttpEdge start(
      ServerSettings settings, Catalog catalog, Optional<ServingMetrics> metrics)
      throws IOException {
    HttpServer server = HttpServers.bind(settings);
    HttpEdge edge = new HttpEdge(server, settings, catalog, metrics);
    server.setExecutor(edge.threads);
    server.createContext("/", edge::handle);
    server.start();
    return edge;
  }

  /** The address it listens on, with the port it was given. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    boolean open = gate.enter();
    String path = OTHER_PATH;
    int status = 0;
    try (exchange) {
      Optional<Route> route = route(exchange);
      path = route.map(Route::path).orElse(OTHER_PATH);
      Answer answer = open ? answer(exchange, route) : endpoints.closing();
      status = answer.status();
      if (!open) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      send(exchange, answer);
      pool.give(answer.body());
    } finally {
      if (open) {
        gate.leave();
      }
      watch.answered(
          RequestWatch.Protocol.HTTP, path, Integer.toString(status), System.nanoTime() - began);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    answer.headers().forEach(headers::set);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().size());
    if (!bodiless) {
      exchange.getResponseBody().write(answer.body().array(), 0, answer.body().size());
    }
  }

  private Optional<Route> route(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path == null ? Optional.empty() : endpoints.find(path);
  }

  // Whoever may not ask is told so before the body is read.
  private Answer answer(HttpExchange exchange, Optional<Route> found) throws IOException {
    if (found.isEmpty()) {
      return endpoints.noSuchPath();
    }
    Route route = found.get();
    if (!mayAsk(exchange.getRequestHeaders(), route)) {
      return endpoints.unknownCaller();
    }
    if (!route.takes(exchange.getRequestMethod())) {
      return endpoints.otherMethod(route);
    }
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(limits.maxBodyBytes() + 1);
    if (body.length > limits.maxBodyBytes()) {
      drain(in);
      exchange.getResponseHeaders().set("Connection", "close");
      return endpoints.tooLarge(limits.maxBodyBytes());
    }
    return endpoints.answer(route, body);
  }

  private boolean mayAsk(Headers headers, Route route) {
    return apiKey.isEmpty()
        || route.audience() == Route.Audience.EVERYBODY
        || apiKey
            .get()
            .isGiven(
                Optional.ofNullable(headers.getFirst(ApiKey.HEADER)),
                Optional.ofNullable(headers.getFirst("Authorization")));
  }

  // A client that is still sending does not read: take a little more, so that it learns why.
  private void drain(InputStream in) throws IOException {
    byte[] scratch = new byte[1 << 13];
    long left = limits.maxBodyBytes();
    int read = 0;
    while (left > 0 && read >= 0) {
      read = in.read(scratch);
      left -= read;
    }
  }

  /** Refuses new requests, waits for those that have begun, then closes every connection. */
  @Override
  public void close() {
    if (gate.isClosed()) {
      return;
    }
    if (!gate.close(limits.closeGrace())) {
      log.warn("closing with requests unfinished after {} ms", limits.closeGrace().toMillis());
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
