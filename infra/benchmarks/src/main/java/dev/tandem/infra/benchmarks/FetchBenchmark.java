package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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
 * model reads? The baseline is a plain Jedis {@code MGET} of the same keys from the same Redis,
 * whose bytes nobody looks at.
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
  private static final long USER = 3;

  /** Candidate items in a request. */
  @Param({"1", "100", "500"})
  public int rows;

  private LocalRedis redis;
  private RedisOnlineStore store;
  private final InMemoryOnlineStore memory = new InMemoryOnlineStore();
  private Jedis jedis;
  private FeatureClient client;
  private FeatureClient clientOfMemory;
  private FeatureRequest request;
  private byte[][] keys;

  /** Fills a Redis of its own with the states of random events. */
  @Setup
  public void setUp() throws IOException {
    Project project = FetchEvents.project();
    redis = LocalRedis.start();
    store = RedisOnlineStore.open(RedisEndpoint.of(redis.host(), redis.port()));
    jedis = new Jedis(redis.host(), redis.port());
    client = FeatureClient.of(project, "ranking", store);
    clientOfMemory = FeatureClient.of(project, "ranking", memory);
    long[] items = LongStream.range(0, rows).toArray();
    request =
        FeatureRequest.builder()
            .one("user_id", USER)
            .each("item_id", items)
            .one("position", 0)
            .at(Instant.ofEpochMilli(FetchEvents.END))
            .build();
    List<byte[]> all = new ArrayList<>();
    FetchEvents.load(project, store);
    FetchEvents.load(project, memory);
    all.addAll(keysOf(project, "user_activity", "user_id", new long[] {USER}));
    all.addAll(keysOf(project, "item_popularity", "item_id", items));
    keys = all.toArray(new byte[0][]);
  }

  private static List<byte[]> keysOf(Project project, String view, String key, long[] values) {
    Table table =
        Table.builder(values.length).add(key, LongColumn.of(ValueType.INT64, values)).build();
    List<byte[]> keys = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      keys.add(EntityKeyCodec.encode(project.name(), view, table, table.fields(), row));
    }
    return keys;
  }

  /** Tandem, from the request to columns and statuses. */
  @Benchmark
  public FeatureVectors fetch() {
    return client.fetch(request);
  }

  /** The same without Redis: what Tandem itself computes. */
  @Benchmark
  public FeatureVectors fetchFromMemory() {
    return clientOfMemory.fetch(request);
  }

  /** The baseline: the bytes of the same states. */
  @Benchmark
  public List<byte[]> mget() {
    return jedis.mget(keys);
  }

  /** Ends the Redis. */
  @TearDown
  public void tearDown() {
    jedis.close();
    store.close();
    redis.close();
  }
}
