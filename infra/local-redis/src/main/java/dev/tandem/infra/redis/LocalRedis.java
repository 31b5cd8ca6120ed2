package dev.tandem.infra.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis server on this machine, which lives as long as this object.
 *
 * <p>It listens on 127.0.0.1 only, asks for no password and keeps nothing on disk: all it holds is
 * gone when it is closed. It also ends with this JVM, unless the JVM is killed outright. Safe for
 * use by many threads.
 */
public final class LocalRedis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);
  private static final int PORT_ATTEMPTS = 10;
  private static final Pattern OWN_OFFSET = Pattern.compile("master_repl_offset:(\\d+)");
  private static final Pattern REPLICA_OFFSET = Pattern.compile("slave\\d+:.*,offset=(\\d+),");
  private static final String REMEDY =
      "Install libssl 3 (Debian and Ubuntu: apt install libssl3) for the bundled server, or a Redis"
          + " server of your own (apt install redis-server; macOS: brew install redis).";

  private final RedisServer server;
  private final Path directory;
  private final Thread shutdownHook;
  private boolean closed;

  private LocalRedis(RedisServer server, Path directory) {
    this.server = server;
    this.directory = directory;
    this.shutdownHook = new Thread(this::end, "end local redis on port " + server.port());
  }

  /**
   * Starts a server on a free port and returns once it answers: the one that travels with Tandem
   * or, where that does not run, a {@code redis-server} found on the PATH.
   *
   * @throws RedisNotStartedException if neither runs
   */
  public static LocalRedis start() {
    return start(ServerForm.alone());
  }

  /** Starts a process of this form on a free port, as {@link #start()} does. */
  static LocalRedis start(ServerForm form) {
    return start(RedisBinary.candidates(), LocalRedis::freePort, PORT_ATTEMPTS, form);
  }

  /**
   * Starts a server on the given port, as {@link #start()} does.
   *
   * @throws RedisNotStartedException if neither server runs or another process holds the port
   */
  public static LocalRedis startOn(int port) {
    return start(RedisBinary.candidates(), () -> port, 1, ServerForm.alone());
  }

  static LocalRedis start(
      List<RedisBinary> candidates, IntSupplier ports, int portAttempts, ServerForm form) {
    List<String> causes = new ArrayList<>();
    for (RedisBinary candidate : candidates) {
      try {
        return start(candidate, ports, portAttempts, form);
      } catch (IOException e) {
        causes.add(candidate.origin() + ": " + e.getMessage());
      }
    }
    throw new RedisNotStartedException(
        "no Redis server could be started. " + String.join(". ", causes) + ". " + REMEDY);
  }

  private static LocalRedis start(
      RedisBinary binary, IntSupplier ports, int portAttempts, ServerForm form) throws IOException {
    Path directory = Files.createTempDirectory("tandem-redis-");
    try {
      Path executable = binary.locate(directory);
      RedisServer server = start(executable, directory, ports, portAttempts, form);
      LocalRedis redis = new LocalRedis(server, directory);
      redis.endWithJvm();
      LOG.info("{} answers on {}:{}", binary.origin(), redis.host(), redis.port());
      return redis;
    } catch (IOException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  private void endWithJvm() {
    try {
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    } catch (IllegalStateException jvmIsStopping) {
      server.kill();
      throw jvmIsStopping;
    }
  }

  private static RedisServer start(
      Path executable, Path directory, IntSupplier ports, int portAttempts, ServerForm form)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return RedisServer.start(executable, directory, ports.getAsInt(), form);
      } catch (RedisServer.PortTakenException e) {
        if (attempt >= portAttempts) {
          throw e;
        }
      }
    }
  }

  private static int freePort() {
    return FreePorts.one();
  }

  /** The address it listens on. */
  public String host() {
    return RedisServer.HOST;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** True until it is closed or its process has ended for another reason. */
  public boolean isAlive() {
    return server.isAlive();
  }

  /**
   * Stops the server without ending it, as SIGSTOP does: connections stay, and nothing is answered
   * until {@link #resume}. For operating systems that have signals.
   */
  public void pause() {
    server.suspend();
  }

  /** Lets a paused server go on. */
  public void resume() {
    server.resume();
  }

  /**
   * Sends a command and returns the strings and numbers of its answer, those of lists one after the
   * other; null for nothing.
   *
   * @throws UncheckedIOException if the server does not answer or refuses
   */
  public List<String> ask(String... words) {
    return ask(Stream.of(words).map(LocalRedis::word).toList()).stream()
        .map(bytes -> bytes == null ? null : new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  /** Waits until the replicas that it has by now hold all that it holds. */
  public void awaitReplicas() {
    Patience.await("all replicas have caught up", this::haveReplicasCaughtUp);
  }

  private boolean haveReplicasCaughtUp() {
    String replication = ask("INFO", "replication").get(0);
    Matcher own = OWN_OFFSET.matcher(replication);
    return own.find()
        && REPLICA_OFFSET
            .matcher(replication)
            .results()
            .allMatch(of -> Long.parseLong(of.group(1)) >= Long.parseLong(own.group(1)));
  }

  private List<byte[]> ask(List<byte[]> words) {
    try (RedisConversation conversation = new RedisConversation(port())) {
      return conversation.ask(words);
    } catch (IOException e) {
      String command = new String(words.get(0), StandardCharsets.UTF_8);
      throw new UncheckedIOException("the Redis on port " + port() + " failed at " + command, e);
    }
  }

  /**
   * Everything it holds, as long as these are strings: keys and values in hexadecimal, by key.
   *
   * @throws UncheckedIOException if the server does not answer
   */
  public SortedMap<String, String> contents() {
    try (RedisConversation server = new RedisConversation(port())) {
      List<byte[]> keys = server.ask(List.of(word("KEYS"), word("*")));
      SortedMap<String, String> contents = new TreeMap<>();
      for (byte[] key : keys) {
        byte[] value = server.ask(List.of(word("GET"), key)).get(0);
        contents.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException("the Redis on port " + port() + " cannot be read", e);
    }
  }

  /**
   * Adds what {@link #contents} told.
   *
   * @throws UncheckedIOException if the server does not answer
   */
  public void fill(Map<String, String> contents) {
    try (RedisConversation server = new RedisConversation(port())) {
      HexFormat hex = HexFormat.of();
      for (Map.Entry<String, String> entry : contents.entrySet()) {
        server.ask(
            List.of(word("SET"), hex.parseHex(entry.getKey()), hex.parseHex(entry.getValue())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the Redis on port " + port() + " cannot be filled", e);
    }
  }

  /**
   * Deletes everything it holds.
   *
   * @throws UncheckedIOException if the server does not answer
   */
  public void empty() {
    ask("FLUSHALL");
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends the server at once and deletes its temporary files; a second call does nothing. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException jvmIsStopping) {
      LOG.debug("the JVM is stopping; the shutdown hook ends the server as well");
    }
    end();
  }

  private synchronized void end() {
    if (!closed) {
      closed = true;
      server.kill();
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("could not delete the temporary directory {}", directory, e);
    }
  }
}
