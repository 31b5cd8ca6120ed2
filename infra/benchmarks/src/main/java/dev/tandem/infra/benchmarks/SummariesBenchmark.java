package dev.tandem.infra.benchmarks;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does an aggregate that keeps a summary of values cost in the point-in-time join, in folding
 * and in reading all states, for each event of a shard and over the four windows together? The
 * baseline of the join counts the values of each window of each row in a hash map; that of a state
 * is the exact count of distinct values.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BenchmarkEvents.EVENTS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SummariesBenchmark {
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  /** The aggregate. */
  @Param({"count_distinct", "approx_count_distinct", "top_k", "quantile"})
  public String aggregate;

  private Table events;
  private Table rows;
  private PointInTimeJoin join;
  private StateFolder folder;
  private StateReader reader;
  private final List<byte[]> states = new ArrayList<>();
  private Column[] out;

  /** Makes the events, with the same values in every run. */
  @Setup
  public void setUp() {
    events = BenchmarkEvents.events();
    rows = BenchmarkEvents.rows(events);
    CompiledView view = view(AggregateFunction.parse(aggregate).orElseThrow());
    join = new PointInTimeJoin(view);
    folder = new StateFolder(view);
    reader = new StateReader(view);
    folder.fold(events, BenchmarkEvents.END_MILLIS, (keys, row, state) -> states.add(state));
    out = view.features().stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
    System.out.println(
        "bytes per state: " + states.stream().mapToInt(s -> s.length).average().orElse(0));
  }

  private static CompiledView view(AggregateFunction function) {
    return BenchmarkEvents.view(
        WINDOWS.stream().map(window -> feature(function, window)).toArray(AggregateFeature[]::new));
  }

  private static AggregateFeature feature(AggregateFunction function, Duration window) {
    String name = function.declaredName() + "_" + window.toHours() + "h";
    AggregateFeature.Builder feature =
        AggregateFeature.builder(name, function).window(Window.of(window));
    return switch (function) {
      case QUANTILE ->
          feature
              .field(BenchmarkEvents.FIELDS.get(2))
              .settings(new Options(Map.of("q", List.of("0.5"))))
              .build();
      case TOP_K -> feature.field(BenchmarkEvents.FIELDS.get(1)).limit(5).build();
      default -> feature.field(BenchmarkEvents.FIELDS.get(1)).build();
    };
  }

  /** Tandem: what a window knows follows the rows. */
  @Benchmark
  public Table join() {
    return join.join(events, rows);
  }

  /** The baseline. */
  @Benchmark
  public void countPerRow(Blackhole blackhole) {
    Map<Long, List<Integer>> byUser = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      byUser.computeIfAbsent(events.longs("user").value(row), u -> new ArrayList<>()).add(row);
    }
    long[] times = events.longs(EventColumns.TIME).values();
    long[] items = events.longs("item").values();
    for (int row = 0; row < rows.rows(); row++) {
      long instant = rows.longs(EventColumns.TIME).value(row);
      List<Integer> own = byUser.getOrDefault(rows.longs("user").value(row), List.of());
      for (Duration window : WINDOWS) {
        long start = instant - window.toMillis();
        Map<Long, Integer> counts = new HashMap<>();
        for (int event : own) {
          if (times[event] >= start && times[event] < instant) {
            counts.merge(items[event], 1, Integer::sum);
          }
        }
        blackhole.consume(counts);
      }
    }
  }

  /** The whole shard into states. */
  @Benchmark
  public List<byte[]> foldShard() {
    List<byte[]> folded = new ArrayList<>(states.size());
    folder.fold(events, BenchmarkEvents.END_MILLIS, (keys, row, state) -> folded.add(state));
    return folded;
  }

  /** The features of every entity. */
  @Benchmark
  public Column[] readAll() {
    for (byte[] state : states) {
      for (Column column : out) {
        column.reset(1);
      }
      reader.read(state, BenchmarkEvents.END_MILLIS, out, 0);
    }
    return out;
  }
}
