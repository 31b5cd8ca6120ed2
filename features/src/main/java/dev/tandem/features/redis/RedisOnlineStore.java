package dev.tandem.features.redis;

import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The online store in one Redis server: one string per entity.
 *
 * <p>A read of up to {@value #READ_KEYS} keys is one MGET; more are several, one after the other.
 * Writes are pipelined scripts that compare versions on the server, so writers need not know of
 * each other. Up to {@value #MOST_CONNECTIONS} threads are served at once, others wait for a
 * connection.
 */
public final class RedisOnlineStore implements OnlineStore {
  /** The most keys in one MGET, so that no read keeps other clients waiting for long. */
  public static final int READ_KEYS = 4096;

  static final int MOST_CONNECTIONS = 32;

  private final RedisEndpoint endpoint;
  private final ConnectionPool pool;
  private final VersionedWriteScript plain = VersionedWriteScript.plain();
  private final VersionedWriteScript guarded = VersionedWriteScript.guarded();

  private RedisOnlineStore(RedisEndpoint endpoint, ConnectionPool pool) {
    this.endpoint = endpoint;
    this.pool = pool;
  }

  /** A store in the server at the endpoint; the first use connects. */
  public static RedisOnlineStore open(RedisEndpoint endpoint) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_CONNECTIONS);
    pool.setMaxWait(endpoint.answerTimeout());
    pool.setJmxEnabled(false);
    HostAndPort server = new HostAndPort(endpoint.host(), endpoint.port());
    return new RedisOnlineStore(
        endpoint, new ConnectionPool(StateConnection.factory(server, client(endpoint)), pool));
  }

  private static DefaultJedisClientConfig client(RedisEndpoint endpoint) {
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .resp2()
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .connectionTimeoutMillis(Math.toIntExact(endpoint.connectTimeout().toMillis()))
            .socketTimeoutMillis(Math.toIntExact(endpoint.answerTimeout().toMillis()));
    if (endpoint.transport() == RedisEndpoint.Transport.TLS) {
      client.sslOptions(SslOptions.defaults());
    }
    endpoint
        .credentials()
        .ifPresent(
            login -> {
              login.user().ifPresent(client::user);
              client.password(login.password());
            });
    return client.build();
  }

  /**
   * Checks that the server answers.
   *
   * @throws StoreUnavailableException if it does not
   */
  public void ping() {
    on("ping", Connection::ping);
  }

  @Override
  public int putIfNewer(List<StoredState> states) {
    if (states.isEmpty()) {
      return 0;
    }
    return on(
        "write of " + states.size() + " states",
        connection -> new VersionedWrites(connection, plain).write(states));
  }

  @Override
  public int putWhile(Guard guard, List<StoredState> states) {
    if (states.isEmpty()) {
      return 0;
    }
    return on(
        "guarded write of " + states.size() + " states",
        connection -> new VersionedWrites(connection, guarded.with(guard)).write(states));
  }

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateBatch batch) {
    if (batch.size() == 0) {
      return;
    }
    requireOpen();
    try (Connection connection = pool.getResource()) {
      StateConnection states = (StateConnection) connection;
      for (int from = 0; from < batch.size(); from += READ_KEYS) {
        states.read(batch, from, Math.min(batch.size(), from + READ_KEYS));
      }
    } catch (JedisException e) {
      throw failed("read of " + batch.size() + " keys", e);
    }
  }

  private <T> T on(String action, Function<Connection, T> command) {
    requireOpen();
    try (Connection connection = pool.getResource()) {
      return command.apply(connection);
    } catch (JedisException e) {
      throw failed(action, e);
    }
  }

  private void requireOpen() {
    if (pool.isClosed()) {
      throw new IllegalStateException("the online store at " + endpoint + " is closed");
    }
  }

  private StoreUnavailableException failed(String action, JedisException e) {
    if (e instanceof JedisConnectionException) {
      // Idle connections from before a restart of the server are as dead as this one.
      pool.clear();
    }
    return unavailable(action, e);
  }

  private StoreUnavailableException unavailable(String action, JedisException e) {
    return new StoreUnavailableException(
        action + " at " + endpoint + " failed: " + reason(e) + "; trying again is safe", e);
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = e.getMessage().replaceFirst("\\.$", "");
    return root == e ? message : message + " (" + root.getMessage() + ")";
  }

  @Override
  public void close() {
    pool.close();
  }
}
