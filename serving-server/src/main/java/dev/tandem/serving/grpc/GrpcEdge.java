package dev.tandem.serving.grpc;

import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.edge.TlsContext;
import dev.tandem.serving.edge.TlsFiles;
import dev.tandem.serving.metrics.ServingMetrics;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's methods over gRPC: {@code feast.serving.ServingService}, {@code
 * tandem.serving.Prediction} and {@code grpc.health.v1.Health}.
 */
public final class GrpcEdge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GrpcEdge.class);

  private final Server server;
  private final HealthStatusManager health;
  private final ExecutorService threads;
  private final Duration closeGrace;

  private GrpcEdge(
      Server server, HealthStatusManager health, ExecutorService threads, Duration closeGrace) {
    this.server = server;
    this.health = health;
    this.threads = threads;
    this.closeGrace = closeGrace;
  }

  /**
   * Binds and begins to answer.
   *
   * @param port the port, or 0 for any free one
   * @throws PortInUseException if another process listens there
   * @throws dev.tandem.serving.edge.InvalidTlsException if a file is not what it should be
   */
  public static GrpcEdge start(
      ServerSettings settings, int port, Catalog catalog, Optional<ServingMetrics> metrics)
      throws IOException {
    RequestWatch watch = metrics.<RequestWatch>map(m -> m).orElse(RequestWatch.NONE);
    CallWatch calls = new CallWatch(settings.access().apiKey(), watch);
    metrics.ifPresent(m -> m.watchInside(RequestWatch.Protocol.GRPC, calls::inside));
    HealthStatusManager health = new HealthStatusManager();
    ExecutorService threads = threads(settings.limits().threads());
    OutputPool pool = new OutputPool(settings.limits().threads());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(settings.host()), port);
    Server server =
        NettyServerBuilder.forAddress(address, credentials(settings.access().tls()))
            .executor(threads)
            .maxInboundMessageSize(settings.limits().maxBodyBytes())
            .addService(new FeastService(catalog, pool, watch).definition())
            .addService(new PredictionMethods(catalog, watch).definition())
            .addService(health.getHealthService())
            .intercept(calls)
            .build();
    GrpcEdge edge = new GrpcEdge(server, health, threads, settings.limits().closeGrace());
    try {
      server.start();
      return edge;
    } catch (IOException e) {
      threads.shutdownNow();
      throw explained(settings.host(), port, e);
    }
  }

  private static IOException explained(String host, int port, IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("in use")) {
        throw new PortInUseException(host, port, failure);
      }
    }
    return failure;
  }

  private static ServerCredentials credentials(Optional<TlsFiles> tls) throws IOException {
    if (tls.isEmpty()) {
      return InsecureServerCredentials.create();
    }
    TlsContext.open(tls.get()); // says what is wrong with a file; gRPC would say less
    return TlsServerCredentials.create(tls.get().certificates().toFile(), tls.get().key().toFile());
  }

  private static ExecutorService threads(int count) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "tandem-grpc-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Refuses new calls, waits for those that have begun, then closes every connection. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(closeGrace.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("closing with calls unfinished after {} ms", closeGrace.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.shutdownNow();
    threads.shutdownNow();
  }
}
