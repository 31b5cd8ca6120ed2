package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The online store in Redis: one string per entity, in one server or spread over a cluster.
 *
 * <p>A read of up to {@value #READ_KEYS} keys is one MGET, or one pipeline to each node of a
 * cluster, all of them at the same time; more are several, one after the other. Writes are
 * pipelined scripts that compare versions on the server, so writers need not know of each other. As
 * many threads are served at once as there are connections, others wait for one.
 */
public final class RedisOnlineStore implements OnlineStore {
  /** The most keys in one MGET, so that no read keeps other clients waiting for long. */
  public static final int READ_KEYS = 4096;

  private final RedisEndpoint endpoint;
  private final RedisClients clients;
  private final RedisServers servers;
  private volatile boolean closed;

  private RedisOnlineStore(RedisClients clients, RedisServers servers) {
    this.endpoint = clients.endpoint();
    this.clients = clients;
    this.servers = servers;
  }

  /**
   * A store in the servers at the endpoint; the first use connects.
   *
   * @throws IllegalArgumentException if the endpoint's file of certificates cannot be read
   */
  public static RedisOnlineStore open(RedisEndpoint endpoint) {
    RedisClients clients = new RedisClients(endpoint);
    return new RedisOnlineStore(clients, servers(endpoint.topology(), clients));
  }

  private static RedisServers servers(RedisTopology topology, RedisClients clients) {
    if (topology instanceof RedisTopology.Cluster cluster) {
      return new RedisCluster(cluster, clients);
    }
    MasterLookup lookup =
        topology instanceof RedisTopology.Sentinel sentinel
            ? new SentinelLookup(sentinel, clients)
            : MasterLookup.always(clients.master(topology.addresses().get(0)));
    return new RedisMaster(lookup, clients.limits());
  }

  /**
   * Checks that every server that is written to answers.
   *
   * @throws StoreUnavailableException if one does not
   */
  public void ping() {
    on(
        "ping",
        all -> {
          all.ping();
          return 0;
        });
  }

  @Override
  public int putIfNewer(List<StoredState> states) {
    if (states.isEmpty()) {
      return 0;
    }
    return on("write of " + states.size() + " states", all -> all.write(states));
  }

  @Override
  public int putWhile(Guard guard, List<StoredState> states) {
    if (states.isEmpty()) {
      return 0;
    }
    return on(
        "guarded write of " + states.size() + " states", all -> all.writeWhile(guard, states));
  }

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateBatch batch, Deadline deadline) {
    if (batch.size() == 0) {
      return;
    }
    requireOpen();
    try {
      servers.read(batch, deadline);
    } catch (JedisException e) {
      int unanswered = batch.unanswered();
      String all = unanswered == batch.size() ? "" : unanswered + " of ";
      batch.failed(unavailable("read of " + all + batch.size() + " keys", e));
    }
  }

  private int on(String action, Function<RedisServers, Integer> commands) {
    requireOpen();
    try {
      return commands.apply(servers);
    } catch (JedisException e) {
      throw unavailable(action, e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the online store at " + endpoint + " is closed");
    }
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
    String message = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    return root == e ? message : message + " (" + root.getMessage() + ")";
  }

  @Override
  public void close() {
    closed = true;
    servers.close();
    clients.close();
  }
}
