package dev.tandem.infra.benchmarks;

import dev.tandem.features.state.StateDecoder;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/**
 * What does it cost to compute 21 features (seven aggregates over an hour, a day and a week) from
 * an entity's packed state, and to fold a shard of 300 000 events into states? The baseline for
 * reading is to copy the state's bytes, the least that any decoding does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StateReaderBenchmark {
  private static final int BATCH = 100;

  private Table events;
  private StateFolder folder;
  private StateReader reader;
  private final List<byte[]> states = new ArrayList<>();
  private final List<StateBatch> batches = new ArrayList<>();
  private StateDecoder decoder;
  private Column[] out;
  private int next;

  /** Makes the events and folds them, with the same values in every run. */
  @Setup
  public void setUp() {
    CompiledView view =
        BenchmarkEvents.view(List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7)));
    events = BenchmarkEvents.events();
    folder = new StateFolder(view);
    reader = new StateReader(view);
    folder.fold(events, BenchmarkEvents.END_MILLIS, (keys, row, state) -> states.add(state));
    out =
        view.features().stream().map(f -> Column.allocate(f.type(), BATCH)).toArray(Column[]::new);
    decoder = reader.decoder();
    for (int from = 0; from + BATCH <= states.size(); from += BATCH) {
      StateBatch batch = new StateBatch();
      for (int i = 0; i < BATCH; i++) {
        batch.add(new byte[] {1});
        batch.put(i, states.get(from + i));
      }
      batches.add(batch);
    }
    System.out.println(
        "bytes per state: " + states.stream().mapToInt(s -> s.length).average().orElse(0));
  }

  private byte[] nextState() {
    next = next + 1 == states.size() ? 0 : next + 1;
    return states.get(next);
  }

  /** Tandem: all features of one entity. */
  @Benchmark
  public Column[] read() {
    reader.read(nextState(), BenchmarkEvents.END_MILLIS, out, 0);
    return out;
  }

  /** Tandem: all features of an entity, of a hundred at once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Column[] decode() {
    next = next + 1 >= batches.size() ? 0 : next + 1;
    decoder.decode(batches.get(next), 0, BATCH, BenchmarkEvents.END_MILLIS, out);
    return out;
  }

  /** The baseline: the bytes alone. */
  @Benchmark
  public byte[] copyBytes() {
    return nextState().clone();
  }

  /** The whole shard into states. */
  @Benchmark
  public List<byte[]> foldShard() {
    List<byte[]> folded = new ArrayList<>(states.size());
    folder.fold(events, BenchmarkEvents.END_MILLIS, (keys, row, state) -> folded.add(state));
    return folded;
  }
}
