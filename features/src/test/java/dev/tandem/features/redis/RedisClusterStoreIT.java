package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisTopology.Readers;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.OnlineStoreContract;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.infra.redis.LocalRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisClusterStoreIT extends OnlineStoreContract {
  private static LocalRedisCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = LocalRedisCluster.start(3, 0);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Override
  protected OnlineStore open() {
    cluster.empty();
    return RedisOnlineStore.open(endpoint(cluster));
  }

  private static RedisEndpoint endpoint(LocalRedisCluster of) {
    LocalRedis seed = of.masters().get(0);
    return RedisEndpoint.of(
            new RedisTopology.Cluster(
                List.of(new RedisAddress(seed.host(), seed.port())), Readers.MASTERS))
        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  private static List<StoredState> states(int count, long version) {
    return IntStream.range(0, count).mapToObj(i -> state("key" + i, version, "v" + i)).toList();
  }

  private static StateBatch batch(int count) {
    StateBatch batch = new StateBatch();
    IntStream.range(0, count).forEach(i -> batch.add(key("key" + i)));
    return batch;
  }

  private static void assertAnswered(StateBatch batch, long version) {
    for (int key = 0; key < batch.size(); key++) {
      assertThat(batch.copy(key)).isEqualTo(value(version, "v" + key));
    }
  }

  @Test
  void putIfNewer_manyKeys_liesOnEveryNode() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(cluster))) {
      assertThat(store.putIfNewer(states(300, 1))).isEqualTo(300);
      store.ping();
      for (LocalRedis node : cluster.masters()) {
        assertThat(node.contents()).hasSizeBetween(50, 150);
      }
      StateBatch batch = batch(300);
      store.read(batch);
      assertAnswered(batch, 1);
    }
  }

  @Test
  void read_oneNodePaused_answersTheOthersKeysByTheDeadline() {
    LocalRedis paused = cluster.masters().get(1);
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(cluster))) {
      store.putIfNewer(states(300, 1));
      int lost = paused.contents().size();
      paused.pause();
      StateBatch batch = batch(300);
      try {
        store.read(batch, Deadline.after(Duration.ofMillis(300)));
      } finally {
        paused.resume();
      }
      assertThat(batch.unanswered()).isEqualTo(lost);
      assertThat(batch.failure().orElseThrow())
          .hasMessageStartingWith("read of " + lost + " of 300 keys at redis-cluster://127.0.0.1:")
          .hasMessageContaining("node 127.0.0.1:" + paused.port())
          .hasMessageContaining("timed out");
      for (int key = 0; key < 300; key++) {
        assertThat(batch.copy(key)).isEqualTo(batch.isAnswered(key) ? value(1, "v" + key) : null);
      }

      cluster.awaitHealthy();
      StateBatch again = batch(300);
      store.read(again);
      assertAnswered(again, 1);
    }
  }

  @Test
  void readAndWrite_slotMoves_followsIt() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(cluster))) {
      store.putIfNewer(states(50, 1));
      int slot = HashSlot.of(key("key7"));
      LocalRedis from =
          cluster.masters().stream()
              .filter(node -> node.contents().containsKey("6b657937"))
              .findFirst()
              .orElseThrow();
      LocalRedis to =
          cluster.masters().stream().filter(node -> node != from).findFirst().orElseThrow();
      String number = Integer.toString(slot);
      String fromId = from.ask("CLUSTER", "MYID").get(0);
      String toId = to.ask("CLUSTER", "MYID").get(0);
      try {
        to.ask("CLUSTER", "SETSLOT", number, "IMPORTING", fromId);
        from.ask("CLUSTER", "SETSLOT", number, "MIGRATING", toId);
        from.ask("MIGRATE", to.host(), Integer.toString(to.port()), "key7", "0", "5000");
        // The old node still keeps the slot and says for this key: ask the other.
        StateBatch onTheWay = batch(50);
        store.read(onTheWay);
        assertAnswered(onTheWay, 1);
        assertThat(store.putIfNewer(states(50, 2))).isEqualTo(50);

        to.ask("CLUSTER", "SETSLOT", number, "NODE", toId);
        from.ask("CLUSTER", "SETSLOT", number, "NODE", toId);
        StateBatch moved = batch(50);
        store.read(moved);
        assertAnswered(moved, 2);
        assertThat(store.putIfNewer(states(50, 3))).isEqualTo(50);
      } finally {
        cluster.masters().forEach(node -> node.ask("CLUSTER", "SETSLOT", number, "NODE", toId));
      }
    }
  }

  @Test
  void putWhile_lateWriterOfTheSameVersion_storesNothingOverTheOneThatTookOver() {
    StoredState first = state("guard", 0, "first run");
    StoredState second = state("guard", 0, "second run");
    List<StoredState> ofFirst = new ArrayList<>();
    List<StoredState> ofSecond = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ofFirst.add(state("key" + i, 7, "first"));
      ofSecond.add(state("key" + i, 7, "second"));
    }
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(cluster))) {
      store.putWhile(Guard.absent(key("guard")), List.of(first));
      assertThat(store.putWhile(Guard.held(first), ofFirst)).isEqualTo(200);
      store.putWhile(Guard.held(first), List.of(second));
      assertThat(store.putWhile(Guard.held(second), ofSecond)).isEqualTo(200);

      assertThatThrownBy(() -> store.putWhile(Guard.held(first), ofFirst))
          .isInstanceOf(SupersededException.class);
      // As if the check of the guard had come before the other took over: the fences still hold.
      assertThat(late(first, ofFirst.get(0))).isEqualTo(-1L);
      assertThat(store.read(List.of(key("key0"), key("key199"))))
          .containsExactly(value(7, "second"), value(7, "second"));
    }
  }

  private static Object late(StoredState marker, StoredState state) {
    try (RedisClients clients = new RedisClients(endpoint(cluster));
        ClusterNodes nodes =
            new ClusterNodes((RedisTopology.Cluster) endpoint(cluster).topology(), clients)) {
      ClusterPipeline pipeline = new ClusterPipeline(nodes, Duration.ofSeconds(5));
      int slot = HashSlot.of(state.key());
      Guard fence = new SlotFences(pipeline).guard(slot, Guard.held(marker));
      SlotCall call =
          SlotCall.write(slot, List.of(state), VersionedWriteScript.guarded().with(fence));
      pipeline.run(List.of(call));
      return call.answer();
    }
  }

  @Test
  void read_masterKilled_isPartlyUnavailableUntilItsReplicaTakesOver() {
    try (LocalRedisCluster mortal = LocalRedisCluster.start(3, 1);
        RedisOnlineStore store =
            RedisOnlineStore.open(
                endpoint(mortal).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)))) {
      assertThat(store.putIfNewer(states(300, 1))).isEqualTo(300);
      mortal.masters().forEach(LocalRedis::awaitReplicas);
      mortal.masters().get(0).close();

      StateBatch during = batch(300);
      store.read(during, Deadline.after(Duration.ofMillis(200)));
      assertThat(during.unanswered()).isBetween(50, 150);

      mortal.awaitPromotion(0);
      mortal.awaitHealthy();
      StateBatch after = batch(300);
      store.read(after);
      assertAnswered(after, 1);
      assertThat(store.putIfNewer(states(300, 2))).isEqualTo(300);
    }
  }

  @Test
  void read_fromReplicas_asksThemAndFallsBackToMasters() {
    try (LocalRedisCluster replicated = LocalRedisCluster.start(3, 1)) {
      LocalRedis seed = replicated.masters().get(0);
      RedisEndpoint endpoint =
          RedisEndpoint.parse(
              "redis-cluster://" + seed.host() + ":" + seed.port() + "?readers=replicas");
      try (RedisOnlineStore store = RedisOnlineStore.open(endpoint)) {
        store.putIfNewer(states(300, 1));
        replicated.masters().forEach(LocalRedis::awaitReplicas);
        StateBatch batch = batch(300);
        store.read(batch);
        assertAnswered(batch, 1);
        for (LocalRedis replica : replicated.replicas()) {
          assertThat(replica.ask("INFO", "commandstats").get(0)).contains("cmdstat_get:");
        }
        for (LocalRedis master : replicated.masters()) {
          assertThat(master.ask("INFO", "commandstats").get(0)).doesNotContain("cmdstat_get:");
        }

        replicated.replicas().forEach(LocalRedis::close);
        StateBatch without = batch(300);
        store.read(without);
        assertAnswered(without, 1);
      }
    }
  }

  @Test
  void read_clusterGone_isUnavailable() {
    LocalRedisCluster gone = LocalRedisCluster.start(3, 0);
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint(gone))) {
      store.putIfNewer(states(10, 1));
      gone.close();
      assertThatThrownBy(() -> store.read(batch(10)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("read of 10 keys at redis-cluster://")
          .hasMessageEndingWith("; trying again is safe");
      assertThatThrownBy(() -> store.putIfNewer(states(10, 2)))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }
}
