package dev.tandem.infra.benchmarks;

import dev.tandem.features.state.StateFolder;
import dev.tandem.features.state.StateReader;
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
  private Table events;
  private StateFolder folder;
  private StateReader reader;
  private final List<byte[]> states = new ArrayList<>();
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
    out = view.features().stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
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
