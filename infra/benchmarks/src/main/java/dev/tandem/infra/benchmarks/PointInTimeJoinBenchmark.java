package dev.tandem.infra.benchmarks;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * What does the point-in-time join cost for each event of a shard: 300 000 events of 3 000 users, a
 * tenth of them training rows, seven aggregates over each of four windows? The baseline looks up a
 * row's events in a hash map and scans each window.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BenchmarkEvents.EVENTS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PointInTimeJoinBenchmark {
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  /** Whether the events come in order of time or in none. */
  @Param({"time", "none"})
  public String order;

  private Table events;
  private Table rows;
  private PointInTimeJoin join;
  private PointInTimeJoin joinByCategory;

  /** Makes the events, with the same values in every run. */
  @Setup
  public void setUp() {
    Table ordered = BenchmarkEvents.withCategory(BenchmarkEvents.events());
    events = order.equals("time") ? ordered : BenchmarkEvents.shuffled(ordered);
    rows = BenchmarkEvents.rows(ordered);
    join = new PointInTimeJoin(BenchmarkEvents.view(WINDOWS));
    joinByCategory = new PointInTimeJoin(BenchmarkEvents.viewByCategory(WINDOWS));
  }

  /** Tandem: sorted columns, one pass for each state. */
  @Benchmark
  public Table join() {
    return join.join(events, rows);
  }

  /** Tandem: the same aggregates of the user's events in the row's category, and a list. */
  @Benchmark
  public Table joinByCategory() {
    return joinByCategory.join(events, rows);
  }

  /** The baseline: for each row and window, a scan of the user's events, in doubles. */
  @Benchmark
  public void scanPerRow(Blackhole blackhole) {
    Map<Long, List<Integer>> byUser = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      byUser.computeIfAbsent(events.longs("user").value(row), u -> new ArrayList<>()).add(row);
    }
    long[] times = events.longs(EventColumns.TIME).values();
    for (int row = 0; row < rows.rows(); row++) {
      long instant = rows.longs(EventColumns.TIME).value(row);
      List<Integer> own = byUser.getOrDefault(rows.longs("user").value(row), List.of());
      for (Duration window : WINDOWS) {
        long start = instant - window.toMillis();
        Scan scan = new Scan();
        for (int event : own) {
          if (times[event] >= start && times[event] < instant) {
            scan.add(
                times[event],
                events.longs("item").value(event),
                events.doubles("price").value(event));
          }
        }
        blackhole.consume(scan);
      }
    }
  }

  private static final class Scan {
    private final Set<Long> items = new HashSet<>();
    private int count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long newest = Long.MIN_VALUE;
    private long last;

    void add(long time, long item, double price) {
      items.add(item);
      count++;
      sum += price;
      min = Math.min(min, price);
      max = Math.max(max, price);
      if (time >= newest) {
        newest = time;
        last = item;
      }
    }

    @Override
    public String toString() {
      return items.size() + " " + count + " " + sum + " " + min + " " + max + " " + last;
    }
  }
}
