package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.infra.benchmarks.serving.RequestMix;
import dev.tandem.infra.benchmarks.serving.ServedEntities;
import dev.tandem.infra.benchmarks.serving.ServedFeatures;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureVectors;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.clients.jedis.Jedis;

/**
 * What do the features of a user and N candidate items cost, from the request to the columns that a
 * model reads, in time and (with {@code -prof gc}) in memory? The baseline is a plain Jedis {@code
 * MGET} of the same keys from the same Redis, whose bytes nobody looks at.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC"})
public class FetchBenchmark {
  private static final int ENTITIES = 4_000;

  /** Features of the service. */
  @Param({"50", "250"})
  public int features;

  /** Candidate items in a request. */
  @Param({"1", "100", "500"})
  public int rows;

  private LocalRedis redis;
  private RedisOnlineStore store;
  private final InMemoryOnlineStore memory = new InMemoryOnlineStore();
  private Jedis jedis;
  private FeatureClient client;
  private FeatureClient clientOfMemory;
  private RequestMix mix;
  private int next;

  /** Fills a Redis of its own with the states of random events. */
  @Setup
  public void setUp() {
    Project project = ServedFeatures.declare(features);
    redis = LocalRedis.start();
    store = RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()));
    jedis = new Jedis(redis.host(), redis.port());
    client = FeatureClient.of(project, ServedFeatures.SERVICE, store);
    clientOfMemory = FeatureClient.of(project, ServedFeatures.SERVICE, memory);
    ServedEntities entities = new ServedEntities(project, ENTITIES);
    entities.load(store);
    entities.load(memory);
    mix = new RequestMix(entities, rows);
  }

  /** Tandem, from the request to columns and statuses. */
  @Benchmark
  public long fetch() {
    try (FeatureVectors vectors = client.fetch(mix.request(next++))) {
      return vectors.atMillis();
    }
  }

  /** The same without Redis: what Tandem itself computes. */
  @Benchmark
  public long fetchFromMemory() {
    try (FeatureVectors vectors = clientOfMemory.fetch(mix.request(next++))) {
      return vectors.atMillis();
    }
  }

  /** The baseline: the bytes of the same states. */
  @Benchmark
  public List<byte[]> mget() {
    return jedis.mget(mix.keys(next++));
  }

  /** Ends the Redis. */
  @TearDown
  public void tearDown() {
    jedis.close();
    store.close();
    redis.close();
  }
}
