package dev.tandem.infra.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One running redis-server process, as a server or a sentinel, bound to the loopback address. */
final class RedisServer {
  static final String HOST = "127.0.0.1";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int REPLY_LIMIT = 64 * 1024;

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the executable and waits until it answers PING.
   *
   * @param directory a directory of its own for the configuration and the log
   * @param form what it is and what its configuration says besides the address
   * @throws PortTakenException if another process holds the port
   * @throws IOException if the server does not run, with the end of what it printed
   */
  static RedisServer start(Path executable, Path directory, int port, ServerForm form)
      throws IOException {
    Path log = directory.resolve("redis-server.log");
    Path configuration = directory.resolve("redis.conf");
    List<String> lines = new ArrayList<>(List.of("bind " + HOST, "port " + port, "daemonize no"));
    lines.addAll(form.configuration());
    Files.write(configuration, lines, StandardCharsets.UTF_8);
    List<String> command =
        new ArrayList<>(List.of(executable.toString(), configuration.toString()));
    command.addAll(form.arguments());
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RedisServer server = new RedisServer(process, port);
    try {
      server.awaitReady(log);
      return server;
    } catch (IOException | RuntimeException e) {
      server.kill();
      throw e;
    }
  }

  /** {@link #HOST}, whether or not this JVM prefers IPv6. */
  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the process without ending it: its connections stay and nothing is answered. */
  void suspend() {
    signal("STOP");
  }

  /** Lets a paused process go on. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server on port " + port + " has ended");
    }
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " ended with exit code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no kill on this machine", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling " + name, e);
    }
  }

  /** Ends the process and waits until it is gone; harmless if it is gone already. */
  void kill() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(Path log) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive()) {
        throw exited(log);
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "it did not answer PING within " + START_TIMEOUT.toSeconds() + " s" + tail(log));
      }
      pause();
    }
  }

  private void pause() throws IOException {
    try {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was starting", e);
    }
  }

  private IOException exited(Path log) {
    String tail = tail(log);
    if (tail.contains("Address already in use") || tail.contains("bind:")) {
      return new PortTakenException("port " + port + " is taken by another process" + tail);
    }
    return new IOException("it ended with exit code " + process.exitValue() + tail);
  }

  /**
   * True if this very process answers: another server may have taken the port in between, and its
   * PONG would be no proof.
   */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), 1000);
      socket.setSoTimeout(1000);
      socket
          .getOutputStream()
          .write("PING\r\nINFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String reply = new String(in.readNBytes(REPLY_LIMIT), StandardCharsets.US_ASCII);
      return reply.startsWith("+PONG") && reply.contains("process_id:" + process.pid() + "\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      List<String> last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
      return last.isEmpty() ? "" : ": " + String.join("; ", last);
    } catch (IOException e) {
      return "";
    }
  }

  /** The port was free when it was chosen and is not any more. */
  static final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
      super(message);
    }
  }
}
