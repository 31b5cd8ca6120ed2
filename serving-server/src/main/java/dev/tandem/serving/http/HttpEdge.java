package dev.tandem.serving.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that knows which HTTP server there is: turns exchanges into calls of {@link
 * Endpoints} and back.
 */
final class HttpEdge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpEdge.class);

  static {
    // Read once, when the JDK's server is first used. Without the first, an answer waits for the
    // client's delayed acknowledgement of its headers (40 ms); without the others, a client that
    // stalls holds a thread for ever. Whoever sets them otherwise is left alone.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    setIfAbsent("sun.net.httpserver.maxReqTime", "30");
    setIfAbsent("sun.net.httpserver.maxRspTime", "30");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Endpoints endpoints;
  private final int maxBodyBytes;
  private final Duration closeGrace;
  // One party for the server itself and one for each request that has begun.
  private final Phaser inFlight = new Phaser(1);
  private final AtomicBoolean closing = new AtomicBoolean();

  private HttpEdge(HttpServer server, ServerSettings settings, Endpoints endpoints) {
    this.server = server;
    this.endpoints = endpoints;
    this.maxBodyBytes = settings.maxBodyBytes();
    this.closeGrace = settings.closeGrace();
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            settings.threads(),
            task -> {
              Thread thread = new Thread(task, "tandem-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Takes the address without answering yet. */
  static HttpServer bind(ServerSettings settings) throws IOException {
    InetAddress address = InetAddress.getByName(settings.host());
    try {
      return HttpServer.create(new InetSocketAddress(address, settings.port()), 0);
    } catch (BindException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.contains("in use")) {
        throw new PortInUseException(settings.host(), settings.port(), e);
      }
      throw e;
    }
  }

  /** Binds and begins to answer. */
  static HttpEdge start(ServerSettings settings, Endpoints endpoints) throws IOException {
    HttpServer server = bind(settings);
    HttpEdge edge = new HttpEdge(server, settings, endpoints);
    server.setExecutor(edge.threads);
    server.createContext("/", edge::handle);
    server.start();
    return edge;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean open = !closing.get() && inFlight.register() >= 0;
    try (exchange) {
      Answer answer = open ? answer(exchange) : endpoints.closing();
      if (!open) {
        exchange.getResponseHeaders().set("Connection", "close");
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      answer.allow().ifPresent(method -> exchange.getResponseHeaders().set("Allow", method));
      boolean bodiless = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
      if (!bodiless) {
        exchange.getResponseBody().write(answer.body());
      }
    } finally {
      if (open) {
        inFlight.arriveAndDeregister();
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(maxBodyBytes + 1);
    if (body.length > maxBodyBytes) {
      drain(in);
      exchange.getResponseHeaders().set("Connection", "close");
      return endpoints.tooLarge(maxBodyBytes);
    }
    String path = exchange.getRequestURI().getPath();
    return endpoints.answer(exchange.getRequestMethod(), path == null ? "" : path, body);
  }

  // A client that is still sending does not read: take a little more, so that it learns why.
  private void drain(InputStream in) throws IOException {
    byte[] scratch = new byte[1 << 13];
    long left = maxBodyBytes;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = in.read(scratch);
      left -= read;
    }
  }

  /** Refuses new requests, waits for those that have begun, then closes every connection. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    int phase = inFlight.arriveAndDeregister();
    try {
      inFlight.awaitAdvanceInterruptibly(phase, closeGrace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("closing with requests unfinished after {} ms", closeGrace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
