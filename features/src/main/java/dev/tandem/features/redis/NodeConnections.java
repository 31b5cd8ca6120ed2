package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to one server, of which each serves one caller at a time.
 *
 * <p>Connections are made by other threads than those that wait for them. So a caller never waits
 * past its deadline for one, and a connection that took longer than the caller had time is there
 * for the next: a deadline shorter than a TLS handshake does not keep a process from ever
 * connecting. Safe for use by many threads.
 */
final class NodeConnections implements AutoCloseable {
  private final Supplier<StateConnection> connector;
  private final Executor threads;
  private final int most;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LinkedBlockingDeque<Offer> offers = new LinkedBlockingDeque<>();
  private volatile boolean closed;

  /** What a waiting caller gets: a connection, or why none could be made and when that was. */
  private record Offer(StateConnection connection, JedisException failure, long atNanos) {}

  /**
   * Connections that are made as they are needed.
   *
   * @param connector makes one, or fails
   * @param threads run the connector
   * @param most how many there are at once
   */
  NodeConnections(Supplier<StateConnection> connector, Executor threads, int most) {
    this.connector = connector;
    this.threads = threads;
    this.most = most;
  }

  // Hot path: FetchBenchmark. A free connection is taken without waiting for anyone.
  /**
   * A connection for this caller alone, which gives it back.
   *
   * @throws JedisException if none was free or could be made by the deadline
   */
  StateConnection take(Deadline deadline) {
    long since = System.nanoTime();
    while (true) {
      Offer offer = offers.pollFirst();
      if (offer == null) {
        offer = await(deadline);
      }
      if (offer.failure() == null) {
        return offer.connection();
      }
      if (offer.atNanos() - since >= 0) {
        throw offer.failure();
      }
      // It failed for a caller who had no time left to hear of it.
    }
  }

  private Offer await(Deadline deadline) {
    waiting.incrementAndGet();
    try {
      makeOneMore();
      Offer offer = offers.pollFirst(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
      if (offer == null) {
        throw new JedisConnectionException(
            "no connection in time: " + made.get() + " of " + most + " are in use or being made");
      }
      return offer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JedisConnectionException("interrupted while waiting for a connection", e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void makeOneMore() {
    if (made.getAndUpdate(count -> Math.min(count + 1, most)) == most) {
      return;
    }
    try {
      threads.execute(this::make);
    } catch (RejectedExecutionException closing) {
      failed(new JedisConnectionException("the online store is closed"));
    }
  }

  private void make() {
    try {
      give(connector.get());
    } catch (JedisException e) {
      failed(e);
    } catch (RuntimeException e) {
      failed(new JedisConnectionException(e));
    }
  }

  // All who wait hear of it: the next attempt would fail as well.
  private void failed(JedisException e) {
    made.decrementAndGet();
    Offer failure = new Offer(null, e, System.nanoTime());
    for (int left = Math.max(1, waiting.get()); left > 0; left--) {
      offers.addFirst(failure);
    }
  }

  /** Takes a connection back; one that is broken is closed. */
  void give(StateConnection connection) {
    if (connection.isBroken() || closed) {
      discard(connection);
      return;
    }
    offers.addFirst(new Offer(connection, null, 0));
    if (closed) {
      closeFree();
    }
  }

  private void discard(StateConnection connection) {
    connection.drop();
    made.decrementAndGet();
    if (!closed && waiting.get() > 0) {
      makeOneMore();
    }
  }

  /** Closes the connections that nobody uses: those of a server that has gone are dead as well. */
  void closeFree() {
    for (Offer offer : offers) {
      if (offer.failure() == null && offers.remove(offer)) {
        offer.connection().drop();
        made.decrementAndGet();
      }
    }
  }

  /** How many there are, in use or not. */
  int count() {
    return made.get();
  }

  /** Closes those that nobody uses now, and the others when they are given back. */
  @Override
  public void close() {
    closed = true;
    closeFree();
  }
}
