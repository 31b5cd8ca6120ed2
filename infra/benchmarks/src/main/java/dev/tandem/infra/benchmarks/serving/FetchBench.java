package dev.tandem.infra.benchmarks.serving;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureVectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/**
 * One service over a Redis of its own that holds the states of all entities: what Tandem takes from
 * a request to its features, and what Jedis takes for the bytes of the same states, which nobody
 * looks at.
 */
final class FetchBench implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 32;
  private static final int OPEN_CLIENTS = 16;

  private final int features;
  private final ServedEntities entities;
  private final Project project;
  private final LocalRedis redis;
  private final RedisOnlineStore store;
  private final RedisClient jedis;
  private final FeatureClient client;

  private FetchBench(int features, int entities, LocalRedis redis) {
    this.features = features;
    this.redis = redis;
    this.project = ServedFeatures.declare(features);
    this.entities = new ServedEntities(project, entities);
    this.store = RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()));
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_CONNECTIONS);
    this.jedis =
        RedisClient.builder().hostAndPort(redis.host(), redis.port()).poolConfig(pool).build();
    this.client = FeatureClient.of(project, ServedFeatures.SERVICE, store);
  }

  /** Starts a Redis and fills it. */
  static FetchBench open(int features, int entities) {
    FetchBench bench = new FetchBench(features, entities, LocalRedis.start());
    bench.entities.load(bench.store);
    return bench;
  }

  Project project() {
    return project;
  }

  ServedEntities entities() {
    return entities;
  }

  RedisClient jedis() {
    return jedis;
  }

  RedisOnlineStore store() {
    return store;
  }

  FeatureClient client() {
    return client;
  }

  /** Checks that both calls find every state, so that neither is fast because it finds none. */
  void requireStates(int rows) {
    RequestMix mix = new RequestMix(entities, rows);
    StateBatch batch = new StateBatch();
    for (byte[] key : mix.keys(0)) {
      batch.add(key);
    }
    store.read(batch);
    List<byte[]> found = jedis.mget(mix.keys(0));
    for (int key = 0; key < batch.size(); key++) {
      if (batch.length(key) < 0 || batch.length(key) != found.get(key).length) {
        throw new BenchmarkFailedException("the store lacks a state that a request reads");
      }
    }
    try (FeatureVectors vectors = client.fetch(mix.request(0))) {
      if (vectors.rows() != rows || vectors.names().size() != features) {
        throw new BenchmarkFailedException("an answer has other rows or features than were asked");
      }
    }
  }

  /** Each client asks again as soon as it has its answer. */
  FetchFinding closedLoop(int rows, int clients, Duration warmUp, Duration measured) {
    return run(rows, new PairedLoad(clients, OptionalDouble.empty()), warmUp, measured);
  }

  /** Questions come at a fixed rate, whether or not the answers to earlier ones are there. */
  FetchFinding openLoop(int rows, double perSecond, Duration warmUp, Duration measured) {
    return run(rows, new PairedLoad(OPEN_CLIENTS, OptionalDouble.of(perSecond)), warmUp, measured);
  }

  private FetchFinding run(int rows, PairedLoad load, Duration warmUp, Duration measured) {
    RequestMix mix = new RequestMix(entities, rows);
    PairedLoad.Pair figures =
        load.run(
            number -> client.fetch(mix.request(number)).close(),
            number -> jedis.mget(mix.keys(number)),
            warmUp,
            measured);
    return new FetchFinding(features, rows, load, figures, stateBytes(mix));
  }

  private long stateBytes(RequestMix mix) {
    int sampled = 16;
    long bytes = 0;
    for (int request = 0; request < sampled; request++) {
      bytes += jedis.mget(mix.keys(request)).stream().mapToLong(state -> state.length).sum();
    }
    return bytes / sampled;
  }

  @Override
  public void close() {
    List<AutoCloseable> parts = new ArrayList<>(List.of(jedis, store, redis));
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new BenchmarkFailedException("a part did not end: " + e.getMessage(), e);
      }
    }
  }
}
