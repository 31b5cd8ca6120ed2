package dev.tandem.features.redis;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.JedisClientConfig;

/**
 * Connects to the servers of an endpoint, in threads of its own, and watches over the connections:
 * whoever is stuck in one past its deadline, in a write that the server does not take or an answer
 * that drips, is freed by closing it. Safe for use by many threads.
 */
final class RedisClients implements AutoCloseable {
  private static final long WATCH_MILLIS = 10;
  private static final byte[] READONLY = "READONLY".getBytes(StandardCharsets.US_ASCII);

  private final RedisEndpoint endpoint;
  private final JedisClientConfig config;
  private final RedisSockets sockets;
  private final ExecutorService threads;
  private final Set<StateConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isWatching = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Connects to nobody yet.
   *
   * @throws IllegalArgumentException if the endpoint's certificates cannot be read
   */
  RedisClients(RedisEndpoint endpoint) {
    this.endpoint = endpoint;
    this.config = RedisClientConfig.of(endpoint);
    this.sockets = new RedisSockets(endpoint);
    this.threads =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "tandem redis " + endpoint.topology().addressText());
    thread.setDaemon(true);
    return thread;
  }

  RedisEndpoint endpoint() {
    return endpoint;
  }

  RedisLimits limits() {
    return endpoint.limits();
  }

  /** Opens sockets to the endpoint's servers. */
  RedisSockets sockets() {
    return sockets;
  }

  /** As many threads as there are tasks at a time, each of which ends a second after its work. */
  Executor threads() {
    return threads;
  }

  /** A server that is written to. */
  RedisNode master(RedisAddress address) {
    return new RedisNode(
        address,
        new NodeConnections(() -> connect(address), threads, limits().connections()),
        limits());
  }

  /** A server of a cluster that only answers reads. */
  RedisNode replica(RedisAddress address) {
    return new RedisNode(
        address,
        new NodeConnections(() -> connectToRead(address), threads, limits().connections()),
        limits());
  }

  private StateConnection connectToRead(RedisAddress address) {
    StateConnection connection = connect(address);
    try {
      connection.executeCommand(() -> READONLY);
      return connection;
    } catch (RuntimeException e) {
      connection.drop();
      throw e;
    }
  }

  private StateConnection connect(RedisAddress address) {
    StateConnection connection = StateConnection.connect(address, sockets, config);
    connections.add(connection);
    if (isWatching.compareAndSet(false, true)) {
      startWatching(connection);
    }
    return connection;
  }

  private void startWatching(StateConnection first) {
    try {
      threads.execute(this::watch);
    } catch (RejectedExecutionException closing) {
      first.drop();
      throw closing;
    }
  }

  private void watch() {
    try {
      while (!closed.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        connections.removeIf(
            connection -> {
              connection.dropIfOverdue(now);
              return connection.isBroken();
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdown();
  }
}
