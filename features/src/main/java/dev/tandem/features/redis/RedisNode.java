package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One server and the connections to it. Safe for use by many threads. */
final class RedisNode implements AutoCloseable {
  // A pipeline of writes may take longer than one answer.
  private static final int PIPELINE_ANSWERS = 10;

  private final RedisAddress address;
  private final NodeConnections connections;
  private final Duration connecting;
  private final Duration answer;

  RedisNode(RedisAddress address, NodeConnections connections, RedisLimits limits) {
    this.address = address;
    this.connections = connections;
    this.answer = limits.answerTimeout();
    this.connecting = limits.connectTimeout().plus(answer);
  }

  RedisAddress address() {
    return address;
  }

  /**
   * A connection for this caller alone, which gives it back.
   *
   * @throws JedisException if there is none by the deadline
   */
  StateConnection take(Deadline deadline) {
    return connections.take(deadline.within(connecting));
  }

  /** By when the server must have answered what is asked now. */
  Deadline answerBy(Deadline deadline) {
    return deadline.within(answer);
  }

  /** Takes a connection back. */
  void give(StateConnection connection) {
    connection.end();
    connections.give(connection);
  }

  // Hot path: FetchBenchmark.
  /**
   * Reads the states under the keys {@code [from, to)} of a batch with one MGET.
   *
   * @throws JedisException as {@link StateConnection#mget}
   */
  void mget(StateBatch batch, int from, int to, Deadline deadline) {
    StateConnection connection = take(deadline);
    boolean mayBeStale = connection.isUsed();
    try {
      mget(connection, batch, from, to, deadline);
    } catch (JedisConnectionException e) {
      if (!lost(mayBeStale, e)) {
        throw e;
      }
      mget(take(deadline), batch, from, to, deadline);
    }
  }

  private void mget(
      StateConnection connection, StateBatch batch, int from, int to, Deadline deadline) {
    try {
      Deadline answerBy = answerBy(deadline);
      connection.begin(answerBy);
      connection.mget(batch, from, to, answerBy);
    } finally {
      give(connection);
    }
  }

  /**
   * Draws the conclusions from a connection's failure.
   *
   * @param mayBeStale whether the connection answered earlier
   * @return true if it may be that only the connection was lost, and another will do
   */
  boolean lost(boolean mayBeStale, JedisException e) {
    if (isTimeout(e) || !(e instanceof JedisConnectionException)) {
      return false;
    }
    // The other connections from before a restart of the server are as dead as this one.
    connections.closeFree();
    return mayBeStale;
  }

  private static boolean isTimeout(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs commands that may not be run twice, on a connection that has just answered.
   *
   * @throws JedisException as the commands do, or if they have not ended by the deadline
   */
  <T> T on(Function<StateConnection, T> commands, Deadline deadline) {
    StateConnection connection = alive(deadline);
    try {
      return commands.apply(connection);
    } catch (JedisConnectionException e) {
      connection.setBroken();
      throw e;
    } finally {
      give(connection);
    }
  }

  /** A connection that has just answered, which has the time that a pipeline may take. */
  StateConnection alive(Deadline deadline) {
    StateConnection connection = take(deadline);
    if (connection.isUsed() && !answers(connection, deadline)) {
      connections.give(connection);
      connections.closeFree();
      connection = take(deadline);
    }
    connection.beginCommands(deadline.within(answer.multipliedBy(PIPELINE_ANSWERS)));
    return connection;
  }

  private boolean answers(StateConnection connection, Deadline deadline) {
    try {
      connection.beginCommands(answerBy(deadline));
      return connection.ping();
    } catch (JedisConnectionException e) {
      connection.setBroken();
      return false;
    }
  }

  /** How many connections there are, in use or not. */
  int connections() {
    return connections.count();
  }

  @Override
  public void close() {
    connections.close();
  }
}
