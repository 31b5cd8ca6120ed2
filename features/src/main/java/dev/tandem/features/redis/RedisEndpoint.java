package dev.tandem.features.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a Redis server is and how to talk to it.
 *
 * @param credentials empty where the server asks for none
 * @param connectTimeout how long connecting may take
 * @param answerTimeout how long the server may stay silent, and a caller may wait for a free
 *     connection
 */
public record RedisEndpoint(
    String host,
    int port,
    Transport transport,
    Optional<Credentials> credentials,
    Duration connectTimeout,
    Duration answerTimeout) {

  /** Whether the connection is encrypted. */
  public enum Transport {
    /** In the clear. */
    PLAIN,
    /** TLS, with the certificates that this JVM trusts. */
    TLS
  }

  /**
   * What to log in with.
   *
   * @param user empty for the server's default user
   */
  public record Credentials(Optional<String> user, String password) {
    public Credentials {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    /** The user, and never the password. */
    @Override
    public String toString() {
      return user.orElse("") + ":***";
    }
  }

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final int DEFAULT_PORT = 6379;

  public RedisEndpoint {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "a Redis endpoint has a host and a port from 1 to 65535, not '"
              + host
              + ":"
              + port
              + "'");
    }
    checkPositive(connectTimeout);
    checkPositive(answerTimeout);
  }

  private static void checkPositive(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a timeout lasts 1 ms to 24 days, not " + timeout);
    }
  }

  /** A server without encryption or password, with time-outs of 2 seconds. */
  public static RedisEndpoint of(String host, int port) {
    return new RedisEndpoint(
        host, port, Transport.PLAIN, Optional.empty(), CONNECT_TIMEOUT, ANSWER_TIMEOUT);
  }

  /**
   * Reads {@code redis://[user][:password]@host[:port]}, with {@code rediss} for TLS, or plain
   * {@code host:port}.
   *
   * @throws IllegalArgumentException if the text has another form; the message does not repeat it,
   *     since it may hold a password
   */
  public static RedisEndpoint parse(String text) {
    URI uri = uri(text.contains("://") ? text : "redis://" + text);
    Transport transport = transport(uri);
    if (uri.getHost() == null || (uri.getPath() != null && uri.getPath().length() > 1)) {
      throw malformed();
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    RedisEndpoint endpoint = of(uri.getHost(), port).with(transport);
    if (uri.getUserInfo() == null) {
      return endpoint;
    }
    String[] parts = uri.getUserInfo().split(":", 2);
    if (parts.length < 2) {
      throw malformed();
    }
    return endpoint.with(
        new Credentials(Optional.of(parts[0]).filter(user -> !user.isEmpty()), parts[1]));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException mayRepeatThePassword) {
      throw malformed();
    }
  }

  private static Transport transport(URI uri) {
    if (uri.getScheme().equals("redis")) {
      return Transport.PLAIN;
    }
    if (uri.getScheme().equals("rediss")) {
      return Transport.TLS;
    }
    throw malformed();
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "a Redis endpoint is written host:port or redis://[user]:password@host:port, with rediss://"
            + " for TLS");
  }

  /** The same server over another transport. */
  public RedisEndpoint with(Transport other) {
    return new RedisEndpoint(host, port, other, credentials, connectTimeout, answerTimeout);
  }

  /** The same server with something to log in with. */
  public RedisEndpoint with(Credentials login) {
    return new RedisEndpoint(
        host, port, transport, Optional.of(login), connectTimeout, answerTimeout);
  }

  /** The same server with other time-outs. */
  public RedisEndpoint withTimeouts(Duration connect, Duration answer) {
    return new RedisEndpoint(host, port, transport, credentials, connect, answer);
  }

  /** The endpoint as {@link #parse} reads it, the password masked. */
  @Override
  public String toString() {
    return (transport == Transport.TLS ? "rediss://" : "redis://")
        + credentials.map(login -> login + "@").orElse("")
        + host
        + ":"
        + port;
  }
}
