package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import java.io.IOException;
import java.net.Socket;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection that also reads states into a {@link StateBatch}: asked for from the batch's keys
 * and answered into the batch's bytes, where Jedis would make an array for each key and each state.
 * All else is Jedis: connecting, logging in, other commands.
 *
 * <p>A connection that failed or whose answers were not all read is broken, and answers nobody any
 * more: what it would answer next belongs to the question before. Speaks version 2 of Redis's
 * protocol. For one thread at a time, but for {@link #dropIfOverdue}.
 */
final class StateConnection extends Connection {
  private static final long NOT_DUE = Long.MAX_VALUE;
  private static final long GRACE_NANOS = 10_000_000;

  private final KeptSocket socket;
  private final StateRequest request = new StateRequest();
  private boolean isUsed;
  private volatile long dueNanos = NOT_DUE;

  private StateConnection(Connection.Builder builder, KeptSocket socket) {
    super(builder);
    this.socket = socket;
  }

  /**
   * Connects and logs in.
   *
   * @throws JedisException if that fails
   */
  static StateConnection connect(
      RedisAddress server, RedisSockets sockets, JedisClientConfig config) {
    KeptSocket socket = new KeptSocket(() -> sockets.open(server));
    try {
      StateConnection connection =
          new StateConnection(
              new Connection.Builder().socketFactory(socket).clientConfig(config), socket);
      connection.initializeFromClientConfig(config);
      return connection;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Remembers the socket it made, which Jedis keeps to itself. */
  private static final class KeptSocket implements JedisSocketFactory {
    private final JedisSocketFactory factory;
    private volatile Socket made;

    KeptSocket(JedisSocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket() {
      made = factory.createSocket();
      return made;
    }

    void close() {
      Socket open = made;
      if (open == null) {
        return;
      }
      try {
        open.close();
      } catch (IOException gone) {
        // It is closed all the same.
      }
    }
  }

  /** True if it has answered before, so that its server may have gone since. */
  boolean isUsed() {
    return isUsed;
  }

  /** Begins what must end by a deadline that is set; the connection is dropped otherwise. */
  void begin(Deadline deadline) {
    dueNanos = System.nanoTime() + deadline.nanosLeft() + GRACE_NANOS;
  }

  /**
   * Begins what is done by the methods of Jedis, whose own time-out lasts from byte to byte.
   *
   * @throws JedisException if the connection is gone
   */
  void beginCommands(Deadline deadline) {
    begin(deadline);
    try {
      socket.made.setSoTimeout(getSoTimeout());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends the commands that wait to be sent. */
  void sendNow() {
    flush();
  }

  /** Ends what was begun. */
  void end() {
    dueNanos = NOT_DUE;
    isUsed = true;
  }

  /** Closes the connection under whoever uses it, if that takes longer than it may. */
  void dropIfOverdue(long nowNanos) {
    long due = dueNanos;
    if (due != NOT_DUE && nowNanos - due > 0) {
      drop();
    }
  }

  /** Closes the connection at once. */
  void drop() {
    setBroken();
    socket.close();
  }

  // Hot path: FetchBenchmark.
  /**
   * Reads the states under the keys {@code [from, to)} of a batch with one MGET.
   *
   * @throws JedisException if the server refuses or has not answered by the deadline; what it has
   *     answered is in the batch
   */
  void mget(StateBatch batch, int from, int to, Deadline deadline) {
    try {
      request.writeMget(batch, from, to, socket.made.getOutputStream());
      StateReplies replies = new StateReplies(socket.made, batch, deadline);
      try {
        replies.mget(from, to);
        replies.requireEnd();
      } finally {
        replies.keep();
      }
    } catch (IOException e) {
      throw broken(e);
    } catch (JedisConnectionException e) {
      setBroken();
      throw e;
    }
  }

  // Hot path: FetchBenchmark.
  /**
   * Asks for the states under the keys whose numbers are at {@code [from, to)}, a GET each.
   *
   * @throws JedisException if the connection fails
   */
  void askForEach(StateBatch batch, int[] keys, int from, int to) {
    try {
      request.writeGets(batch, keys, from, to, socket.made.getOutputStream());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Takes the error that is the answer for a key. */
  @FunctionalInterface
  interface Refusals {
    void refused(int key, JedisDataException why);
  }

  // Hot path: FetchBenchmark.
  /**
   * Reads the answers to {@link #askForEach}.
   *
   * @throws JedisException if the server has not answered by the deadline; what it has answered is
   *     in the batch
   */
  void answers(
      StateBatch batch, int[] keys, int from, int to, Deadline deadline, Refusals refusals) {
    try {
      StateReplies replies = new StateReplies(socket.made, batch, deadline);
      try {
        for (int i = from; i < to; i++) {
          JedisDataException refusal = replies.get(keys[i]);
          if (refusal != null) {
            refusals.refused(keys[i], refusal);
          }
        }
        replies.requireEnd();
      } finally {
        replies.keep();
      }
    } catch (IOException e) {
      throw broken(e);
    } catch (JedisConnectionException e) {
      setBroken();
      throw e;
    }
  }

  private JedisConnectionException broken(IOException e) {
    setBroken();
    return new JedisConnectionException(e);
  }
}
