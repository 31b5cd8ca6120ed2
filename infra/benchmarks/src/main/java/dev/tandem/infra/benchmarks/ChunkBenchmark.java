package dev.tandem.infra.benchmarks;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does it cost for each event to be cut out of a batch of 100 000 for its shard, one of ten,
 * and to go through the bytes of a chunk? The baseline copies the values of the same columns into
 * byte arrays and back, row by row as they are, without shards, nulls or a schema.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChunkBenchmark.ROWS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkBenchmark {
  static final int ROWS = 100_000;
  private static final int SHARDS = 10;

  private Table events;

  /** Takes the first events. */
  @Setup
  public void setUp() {
    events = BenchmarkEvents.events().select(IntStream.range(0, ROWS).toArray());
  }

  /** Tandem: cut, encode as Arrow, decode. */
  @Benchmark
  public void chunks(Blackhole blackhole) {
    Sharding.split(
        events,
        ROWS,
        ShardHash.byKeys(events, ROWS, List.of("user"), SHARDS),
        SHARDS,
        (shard, part) -> blackhole.consume(Chunk.of(0, part).rows()));
  }

  /** The baseline: bytes out of arrays and arrays out of bytes. */
  @Benchmark
  public List<long[]> copies() {
    List<long[]> copies = new ArrayList<>();
    for (Field field : events.fields()) {
      ByteBuffer bytes = ByteBuffer.allocate(ROWS * Long.BYTES);
      Column column = events.column(field.name());
      if (column instanceof LongColumn longs) {
        bytes.asLongBuffer().put(longs.values(), 0, ROWS);
      } else {
        bytes.asDoubleBuffer().put(((DoubleColumn) column).values(), 0, ROWS);
      }
      long[] back = new long[ROWS];
      bytes.asLongBuffer().get(back);
      copies.add(back);
    }
    return copies;
  }
}
