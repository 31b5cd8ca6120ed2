package dev.tandem.serving.edge;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a server listens, to whom, and what it bears.
 *
 * @param host the address to bind; the default, 127.0.0.1, is not reachable from other machines
 * @param port the port for HTTP, or 0 for any free one
 * @param grpcPort the port for gRPC, or 0 for any free one; empty for none
 */
public record ServerSettings(
    String host, int port, OptionalInt grpcPort, Access access, Limits limits) {
  /** The port for HTTP of {@link #defaults}. */
  public static final int DEFAULT_PORT = 6566;

  public ServerSettings {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(limits, "limits");
    requirePort("port", port);
    grpcPort.ifPresent(other -> requirePort("grpcPort", other));
  }

  /** Loopback only, port 6566 and no gRPC, everybody, and the default limits. */
  public static ServerSettings defaults() {
    return new ServerSettings(
        "127.0.0.1", DEFAULT_PORT, OptionalInt.empty(), Access.open(), Limits.defaults());
  }

  /** The same on another address. */
  public ServerSettings withHost(String newHost) {
    return new ServerSettings(newHost, port, grpcPort, access, limits);
  }

  /** The same on another port for HTTP; 0 for any free one. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(host, newPort, grpcPort, access, limits);
  }

  /** The same with gRPC on a port; 0 for any free one. */
  public ServerSettings withGrpcPort(int newPort) {
    return new ServerSettings(host, port, OptionalInt.of(newPort), access, limits);
  }

  /** The same for others. */
  public ServerSettings withAccess(Access newAccess) {
    return new ServerSettings(host, port, grpcPort, newAccess, limits);
  }

  /** The same with another limit on bodies. */
  public ServerSettings withMaxBodyBytes(int newMaxBodyBytes) {
    return with(new Limits(limits.threads(), newMaxBodyBytes, limits.closeGrace()));
  }

  /** The same with another number of threads. */
  public ServerSettings withThreads(int newThreads) {
    return with(new Limits(newThreads, limits.maxBodyBytes(), limits.closeGrace()));
  }

  /** The same with another time for requests that have begun when the server closes. */
  public ServerSettings withCloseGrace(Duration newCloseGrace) {
    return with(new Limits(limits.threads(), limits.maxBodyBytes(), newCloseGrace));
  }

  private ServerSettings with(Limits newLimits) {
    return new ServerSettings(host, port, grpcPort, access, newLimits);
  }

  private static void requirePort(String name, int found) {
    if (found < 0 || found > 65_535) {
      throw new IllegalArgumentException(name + ": found " + found + ", allowed: 0 to 65535");
    }
  }
}
