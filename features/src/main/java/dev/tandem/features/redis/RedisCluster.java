package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import redis.clients.jedis.Connection;

/** A cluster, over whose nodes the keys are spread by their hash slots. */
final class RedisCluster implements RedisServers {
  private final ClusterNodes nodes;
  private final ClusterWrites writes;
  private final AtomicReference<ClusterRead> spare = new AtomicReference<>();

  RedisCluster(RedisTopology.Cluster topology, RedisClients clients) {
    this.nodes = new ClusterNodes(topology, clients);
    this.writes = new ClusterWrites(new ClusterPipeline(nodes, clients.limits().answerTimeout()));
  }

  // Hot path: FetchBenchmark.
  @Override
  public void read(StateBatch batch, Deadline deadline) {
    ClusterRead taken = spare.getAndSet(null);
    ClusterRead read = taken == null ? new ClusterRead(nodes) : taken;
    for (int from = 0; from < batch.size(); from += RedisOnlineStore.READ_KEYS) {
      int to = Math.min(batch.size(), from + RedisOnlineStore.READ_KEYS);
      read.read(batch, from, to, deadline);
    }
    spare.set(read);
  }

  @Override
  public int write(List<StoredState> states) {
    return writes.write(states);
  }

  @Override
  public int writeWhile(Guard guard, List<StoredState> states) {
    return writes.writeWhile(guard, states);
  }

  @Override
  public void ping() {
    for (RedisNode master : nodes.table(Deadline.none()).masters()) {
      master.on(Connection::ping, Deadline.none());
    }
  }

  @Override
  public void close() {
    nodes.close();
  }
}
