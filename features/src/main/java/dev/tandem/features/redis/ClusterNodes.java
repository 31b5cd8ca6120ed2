package dev.tandem.features.redis;

import dev.tandem.features.redis.RedisTopology.Readers;
import dev.tandem.features.store.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The nodes of a cluster, and the table of who keeps which slots, looked up from any of them. Safe
 * for use by many threads.
 */
final class ClusterNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNodes.class);
  private static final byte[] SLOTS = "SLOTS".getBytes(StandardCharsets.US_ASCII);

  private final RedisTopology.Cluster topology;
  private final RedisClients clients;
  private final Refreshed<ClusterTable> table;
  private final Map<RedisAddress, RedisNode> masters = new HashMap<>();
  private final Map<RedisAddress, RedisNode> replicas = new HashMap<>();
  private ClusterTable latest;
  private RedisAddress informant;
  private boolean closed;

  ClusterNodes(RedisTopology.Cluster topology, RedisClients clients) {
    this.topology = topology;
    this.clients = clients;
    this.informant = topology.addresses().get(0);
    this.table = new Refreshed<>(this::lookUp, clients.threads());
  }

  /**
   * Who keeps which slots, as far as is known.
   *
   * @throws JedisException if no node says so by the deadline
   */
  ClusterTable table(Deadline deadline) {
    return table.current(lookUpBy(deadline));
  }

  /** The table, now that one has proved wrong; that one if no node knows another. */
  ClusterTable insteadOf(ClusterTable wrong, Deadline deadline) {
    return table.insteadOf(wrong, lookUpBy(deadline));
  }

  private Deadline lookUpBy(Deadline deadline) {
    RedisLimits limits = clients.limits();
    return deadline.within(limits.connectTimeout().plus(limits.answerTimeout()));
  }

  /** Asks this node next time: it was said to know better. */
  synchronized void heardOf(RedisAddress address) {
    informant = address;
  }

  /** The node at an address, for what is written to it. */
  synchronized RedisNode master(RedisAddress address) {
    if (closed) {
      throw new JedisConnectionException("the online store is closed");
    }
    return masters.computeIfAbsent(address, clients::master);
  }

  private synchronized RedisNode replica(RedisAddress address) {
    if (closed) {
      throw new JedisConnectionException("the online store is closed");
    }
    return replicas.computeIfAbsent(address, clients::replica);
  }

  private ClusterTable lookUp() {
    JedisException last = null;
    for (RedisAddress address : informants()) {
      try {
        ClusterTable found = read(address, slots(master(address)));
        return replace(address, found);
      } catch (JedisException e) {
        last = e;
      }
    }
    throw last;
  }

  // The one that knew last time comes first, then those that are named, then all others.
  private synchronized List<RedisAddress> informants() {
    Set<RedisAddress> all = new LinkedHashSet<>();
    all.add(informant);
    all.addAll(topology.addresses());
    all.addAll(masters.keySet());
    return List.copyOf(all);
  }

  private List<?> slots(RedisNode node) {
    return node.on(
        connection -> {
          connection.sendCommand(Command.CLUSTER, SLOTS);
          return (List<?>) connection.getOne();
        },
        Deadline.after(clients.limits().answerTimeout()));
  }

  private ClusterTable read(RedisAddress asked, List<?> ranges) {
    ClusterTable.Builder found = new ClusterTable.Builder();
    for (Object range : ranges) {
      List<?> parts = (List<?>) range;
      RedisNode master = master(address(asked, parts.get(2)));
      List<RedisNode> readers = new ArrayList<>();
      if (topology.readers() == Readers.REPLICAS) {
        for (Object replica : parts.subList(3, parts.size())) {
          readers.add(replica(address(asked, replica)));
        }
      }
      found.add(number(parts.get(0)), number(parts.get(1)), master, readers);
    }
    return found.build();
  }

  private static int number(Object answer) {
    return Math.toIntExact((Long) answer);
  }

  // A node that does not know its own host leaves it out.
  private static RedisAddress address(RedisAddress asked, Object answer) {
    List<?> parts = (List<?>) answer;
    String host =
        parts.get(0) == null ? "" : new String((byte[]) parts.get(0), StandardCharsets.UTF_8);
    return new RedisAddress(host.isEmpty() ? asked.host() : host, number(parts.get(1)));
  }

  private synchronized ClusterTable replace(RedisAddress by, ClusterTable found) {
    informant = by;
    if (latest != null && latest.agreesWith(found)) {
      return latest;
    }
    LOG.info("{} tells of {} masters", by, found.masters().size());
    latest = found;
    Set<RedisNode> kept = new HashSet<>(found.masters());
    kept.addAll(found.allReaders());
    closeOthers(masters, kept);
    closeOthers(replicas, kept);
    return found;
  }

  private static void closeOthers(Map<RedisAddress, RedisNode> nodes, Set<RedisNode> kept) {
    nodes
        .values()
        .removeIf(
            node -> {
              if (kept.contains(node)) {
                return false;
              }
              node.close();
              return true;
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    masters.values().forEach(RedisNode::close);
    replicas.values().forEach(RedisNode::close);
  }
}
