package dev.tandem.infra.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Finds ports of the loopback address that nobody listens on; somebody may, a moment later. */
final class FreePorts {
  // A node of a cluster talks to the others on the port that is this much higher.
  private static final int BUS = 10_000;
  private static final int ATTEMPTS = 200;

  private FreePorts() {}

  /** A free port. */
  static int one() {
    try (ServerSocket socket = new ServerSocket(0, 1, RedisServer.address())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + RedisServer.HOST, e);
    }
  }

  /** A free port for a node of a cluster, whose bus port is free as well. */
  static int ofNode() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = one();
      port = port + BUS > 65_535 ? port - BUS : port;
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free together with the one " + BUS + " higher");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, RedisServer.address())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
