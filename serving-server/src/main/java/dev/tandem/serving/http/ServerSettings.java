package dev.tandem.serving.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How a server listens and what it bears.
 *
 * @param host the address to bind; the default, 127.0.0.1, is not reachable from other machines
 * @param port the port, or 0 for any free one
 * @param threads how many requests are worked on at a time
 * @param maxBodyBytes the longest body of a request, in bytes
 * @param closeGrace how long {@link TandemServer#close} waits for requests that have begun
 */
public record ServerSettings(
    String host, int port, int threads, int maxBodyBytes, Duration closeGrace) {
  /** The port of {@link #defaults}. */
  public static final int DEFAULT_PORT = 6566;

  private static final int MIN_THREADS = 8;

  public ServerSettings {
    Objects.requireNonNull(host, "host");
    require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
    require(threads >= 1, "threads", threads, "1 or more");
    require(maxBodyBytes >= 1, "maxBodyBytes", maxBodyBytes, "1 or more");
    if (closeGrace.isNegative()) {
      throw new IllegalArgumentException(
          "closeGrace: found " + closeGrace + ", allowed: 0 or more");
    }
  }

  /**
   * Loopback only, port 6566, two threads per processor but at least 8, bodies up to 4 MiB, 10
   * seconds to finish.
   */
  public static ServerSettings defaults() {
    int threads = Math.max(MIN_THREADS, 2 * Runtime.getRuntime().availableProcessors());
    return new ServerSettings("127.0.0.1", DEFAULT_PORT, threads, 4 << 20, Duration.ofSeconds(10));
  }

  /** The same on another address. */
  public ServerSettings withHost(String newHost) {
    return new ServerSettings(newHost, port, threads, maxBodyBytes, closeGrace);
  }

  /** The same on another port; 0 for any free one. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(host, newPort, threads, maxBodyBytes, closeGrace);
  }

  /** The same with another limit on bodies. */
  public ServerSettings withMaxBodyBytes(int newMaxBodyBytes) {
    return new ServerSettings(host, port, threads, newMaxBodyBytes, closeGrace);
  }

  /** The same with another number of threads. */
  public ServerSettings withThreads(int newThreads) {
    return new ServerSettings(host, port, newThreads, maxBodyBytes, closeGrace);
  }

  private static void require(boolean fine, String name, int found, String allowed) {
    if (!fine) {
      throw new IllegalArgumentException(name + ": found " + found + ", allowed: " + allowed);
    }
  }
}
