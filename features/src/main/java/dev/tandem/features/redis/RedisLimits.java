package dev.tandem.features.redis;

import java.time.Duration;

/**
 * How long a process waits for Redis, and how many connections it keeps.
 *
 * @param connectTimeout how long connecting to a server may take
 * @param answerTimeout how long a round trip may take, and a caller may wait for a free connection
 * @param connections the most connections to one server; each serves one caller at a time
 */
public record RedisLimits(Duration connectTimeout, Duration answerTimeout, int connections) {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 32;
  private static final int MOST_CONNECTIONS = 4096;

  public RedisLimits {
    checkTimeout(connectTimeout);
    checkTimeout(answerTimeout);
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "there are 1 to " + MOST_CONNECTIONS + " connections to a server, not " + connections);
    }
  }

  private static void checkTimeout(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a timeout lasts 1 ms to 24 days, not " + timeout);
    }
  }

  /** Time-outs of 2 seconds and 32 connections. */
  public static RedisLimits defaults() {
    return new RedisLimits(TIMEOUT, TIMEOUT, CONNECTIONS);
  }

  /** The same with other time-outs. */
  public RedisLimits withTimeouts(Duration connect, Duration answer) {
    return new RedisLimits(connect, answer, connections);
  }

  /** The same with another number of connections. */
  public RedisLimits withConnections(int most) {
    return new RedisLimits(connectTimeout, answerTimeout, most);
  }
}
