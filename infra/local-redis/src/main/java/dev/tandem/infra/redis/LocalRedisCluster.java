package dev.tandem.infra.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * A real Redis Cluster on this machine: masters that share all hash slots evenly, and replicas.
 *
 * <p>Its nodes are as {@link LocalRedis} describes. One thread starts and closes it.
 */
public final class LocalRedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int PORT_ATTEMPTS = 10;
  private static final List<String> NODE =
      List.of(
          "cluster-enabled yes",
          "cluster-node-timeout 1000",
          "cluster-replica-validity-factor 0",
          "cluster-require-full-coverage no",
          "repl-diskless-sync yes",
          "repl-diskless-sync-delay 0");

  private final List<LocalRedis> masters = new ArrayList<>();
  private final List<LocalRedis> replicas = new ArrayList<>();

  private LocalRedisCluster() {}

  /**
   * Starts a cluster and returns once all of its nodes serve it.
   *
   * @param masters how many share the slots
   * @param replicasOfEach how many stand by for each master
   * @throws RedisNotStartedException as {@link LocalRedis#start}
   */
  public static LocalRedisCluster start(int masters, int replicasOfEach) {
    LocalRedisCluster cluster = new LocalRedisCluster();
    try {
      for (int i = 0; i < masters; i++) {
        cluster.masters.add(node());
      }
      for (int i = 0; i < masters * replicasOfEach; i++) {
        cluster.replicas.add(node());
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static LocalRedis node() {
    return LocalRedis.start(
        RedisBinary.candidates(), FreePorts::ofNode, PORT_ATTEMPTS, ServerForm.inMemory(NODE));
  }

  private void join() {
    for (int i = 0; i < masters.size(); i++) {
      masters.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
      masters.get(i).ask(addSlots(i));
    }
    List<LocalRedis> nodes = nodes();
    LocalRedis first = nodes.get(0);
    for (LocalRedis node : nodes) {
      if (node != first) {
        node.ask("CLUSTER", "MEET", first.host(), Integer.toString(first.port()));
      }
    }
    Patience.await("all nodes know each other", () -> nodes.stream().allMatch(this::knowsAll));
    for (int i = 0; i < replicas.size(); i++) {
      String master = masters.get(i % masters.size()).ask("CLUSTER", "MYID").get(0);
      replicas.get(i).ask("CLUSTER", "REPLICATE", master);
    }
    awaitHealthy();
  }

  private String[] addSlots(int master) {
    List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    int from = SLOTS * master / masters.size();
    int to = SLOTS * (master + 1) / masters.size();
    for (int slot = from; slot < to; slot++) {
      words.add(Integer.toString(slot));
    }
    return words.toArray(String[]::new);
  }

  private boolean knowsAll(LocalRedis node) {
    return node.ask("CLUSTER", "INFO").get(0).contains("cluster_known_nodes:" + nodes().size());
  }

  /**
   * Waits until every living node serves all slots and tells of all living ones, and every replica
   * has its master's data.
   */
  public void awaitHealthy() {
    Patience.await("the cluster is well", () -> nodes().stream().allMatch(this::isWell));
  }

  private boolean isWell(LocalRedis node) {
    if (!node.isAlive()) {
      return true;
    }
    String cluster = node.ask("CLUSTER", "INFO").get(0);
    String replication = node.ask("INFO", "replication").get(0);
    return cluster.contains("cluster_state:ok")
        && cluster.contains("cluster_slots_ok:" + SLOTS)
        && node.ask("CLUSTER", "SLOTS").containsAll(livingPorts())
        && (replication.contains("role:master") || replication.contains("master_link_status:up"));
  }

  private List<String> livingPorts() {
    return nodes().stream()
        .filter(LocalRedis::isAlive)
        .map(node -> Integer.toString(node.port()))
        .toList();
  }

  /**
   * Waits until a replica has become a master.
   *
   * @param replica the number of a replica
   */
  public void awaitPromotion(int replica) {
    LocalRedis node = replicas.get(replica);
    Patience.await("a replica takes over", () -> node.ask("ROLE").get(0).equals("master"));
  }

  /** The masters it was started with. */
  public List<LocalRedis> masters() {
    return List.copyOf(masters);
  }

  /** The replicas it was started with; number {@code i} is one of master {@code i} of them. */
  public List<LocalRedis> replicas() {
    return List.copyOf(replicas);
  }

  private List<LocalRedis> nodes() {
    List<LocalRedis> nodes = new ArrayList<>(masters);
    nodes.addAll(replicas);
    return nodes;
  }

  /** Deletes everything it holds. */
  public void empty() {
    for (LocalRedis node : nodes()) {
      if (node.isAlive() && node.ask("ROLE").get(0).equals("master")) {
        node.empty();
      }
    }
  }

  /** Ends all nodes. */
  @Override
  public void close() {
    nodes().forEach(LocalRedis::close);
  }
}
