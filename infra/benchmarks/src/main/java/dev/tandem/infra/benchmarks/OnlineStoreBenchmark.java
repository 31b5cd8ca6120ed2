package dev.tandem.infra.benchmarks;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.redis.RedisAddress;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.redis.RedisTopology;
import dev.tandem.features.redis.RedisTopology.Readers;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.infra.redis.LocalRedisCluster;
import dev.tandem.serving.store.BreakerSettings;
import dev.tandem.serving.store.CacheSettings;
import dev.tandem.serving.store.CachedOnlineStore;
import dev.tandem.serving.store.CircuitBreakerOnlineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a read of 500 states of 300 bytes, out of 20 000 that are drawn as items are, take from
 * one Redis, from a cluster of three nodes on the same machine, through a circuit breaker, and
 * through a local cache? The baseline is one Redis alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OnlineStoreBenchmark {
  private static final int ENTITIES = 20_000;
  private static final int REQUESTS = 256;
  private static final int KEYS = 500;
  private static final int STATE_BYTES = 300;

  /** Which store is read. */
  @Param({"redis", "breaker", "cache", "cluster"})
  public String store;

  private final StateBatch batch = new StateBatch();
  private byte[][][] requests;
  private AutoCloseable servers;
  private OnlineStore read;
  private int next;

  /** Starts the servers and fills them. */
  @Setup(Level.Trial)
  public void setUp() {
    if (store.equals("cluster")) {
      LocalRedisCluster cluster = LocalRedisCluster.start(3, 0);
      LocalRedis seed = cluster.masters().get(0);
      servers = cluster;
      read =
          RedisOnlineStore.open(
              RedisEndpoint.of(
                  new RedisTopology.Cluster(
                      List.of(new RedisAddress(seed.host(), seed.port())), Readers.MASTERS)));
    } else {
      LocalRedis redis = LocalRedis.start();
      servers = redis;
      read = decorated(RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port())));
    }
    fill();
  }

  private OnlineStore decorated(OnlineStore plain) {
    return switch (store) {
      case "breaker" -> CircuitBreakerOnlineStore.before(plain, BreakerSettings.defaults());
      case "cache" -> CachedOnlineStore.before(plain, "shop", CacheSettings.of(Set.of("items")));
      default -> plain;
    };
  }

  private void fill() {
    Random random = new Random(1);
    EntityKeyCodec codec =
        EntityKeyCodec.of("shop", "items", List.of(new Field("item_id", ValueType.INT64)));
    byte[][] keys = new byte[ENTITIES][];
    List<StoredState> states = new ArrayList<>();
    for (int i = 0; i < ENTITIES; i++) {
      long[] id = {i};
      keys[i] = codec.keysOf(name -> LongColumn.of(ValueType.INT64, id)).encode(0);
      byte[] state = new byte[STATE_BYTES];
      random.nextBytes(state);
      states.add(StoredState.of(keys[i], state));
    }
    read.putIfNewer(states);
    requests = new byte[REQUESTS][KEYS][];
    for (byte[][] request : requests) {
      for (int key = 0; key < KEYS; key++) {
        // Few items are asked for often: half of the questions are about a fourteenth of them.
        request[key] = keys[(int) (ENTITIES * Math.pow(random.nextDouble(), 4))];
      }
    }
  }

  /** Ends the servers. */
  @TearDown(Level.Trial)
  public void tearDown() throws Exception {
    if (read instanceof CachedOnlineStore cached) {
      System.out.println("hit rate: " + cached.hitRate());
    }
    read.close();
    servers.close();
  }

  /** Reads the states of one request after the other. */
  @Benchmark
  public int read() {
    next = next + 1 == REQUESTS ? 0 : next + 1;
    batch.clear();
    for (byte[] key : requests[next]) {
      batch.add(key);
    }
    read.read(batch);
    return batch.used();
  }
}
