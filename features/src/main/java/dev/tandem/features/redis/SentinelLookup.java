package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks sentinels for the master, one after the other until one knows it. */
final class SentinelLookup implements MasterLookup {
  private static final Logger LOG = LoggerFactory.getLogger(SentinelLookup.class);

  private final RedisTopology.Sentinel topology;
  private final JedisClientConfig config;
  private final RedisClients clients;
  private final Refreshed<RedisNode> master;
  private RedisNode open;
  private boolean closed;

  SentinelLookup(RedisTopology.Sentinel topology, RedisClients clients) {
    this.topology = topology;
    this.config = RedisClientConfig.ofSentinels(clients.endpoint());
    this.clients = clients;
    this.master = new Refreshed<>(this::lookUp, clients.threads());
  }

  @Override
  public RedisNode current(Deadline deadline) {
    return master.current(deadline);
  }

  @Override
  public RedisNode insteadOf(RedisNode wrong, Deadline deadline) {
    return master.insteadOf(wrong, deadline);
  }

  private RedisNode lookUp() {
    JedisException last = null;
    for (RedisAddress sentinel : topology.addresses()) {
      try (Jedis asked = new Jedis(() -> clients.sockets().open(sentinel), config)) {
        List<String> found = asked.sentinelGetMasterAddrByName(topology.master());
        if (found != null) {
          return node(new RedisAddress(found.get(0), Integer.parseInt(found.get(1))));
        }
        last =
            new JedisConnectionException(
                "the sentinel at " + sentinel + " knows no '" + topology.master() + "'");
      } catch (JedisException e) {
        last = e;
      }
    }
    throw last;
  }

  private synchronized RedisNode node(RedisAddress address) {
    if (open != null && open.address().equals(address)) {
      return open;
    }
    if (closed) {
      throw new JedisConnectionException("the online store is closed");
    }
    LOG.info("the sentinels name {} as the master '{}'", address, topology.master());
    if (open != null) {
      open.close();
    }
    open = clients.master(address);
    return open;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      open.close();
    }
  }
}
