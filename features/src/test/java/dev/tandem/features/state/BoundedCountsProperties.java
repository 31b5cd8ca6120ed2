package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.SummarySettings;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.NaiveFeatures;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Many more values than may be kept, whichever way the state comes about. */
class BoundedCountsProperties {
  private static final int HORIZON = 200;

  private static AggregateFeature top(String name, String field, int most, int millis) {
    AggregateFeature.Builder feature =
        AggregateFeature.builder(name, AggregateFunction.TOP_K)
            .field(Orders.FIELDS.stream().filter(f -> f.name().equals(field)).findFirst().get())
            .limit(3)
            .settings(new Options(Map.of(SummarySettings.MOST, List.of(Integer.toString(most)))));
    if (millis > 0) {
      feature.window(new Window(Duration.ofMillis(10L * millis), Duration.ofMillis(millis)));
    }
    return feature.build();
  }

  private static Project project(Random random) {
    return Orders.project(
        Optional.empty(),
        top("all", "item", 1 + random.nextInt(6), 0),
        top("fine", "item", 1 + random.nextInt(6), 1 + random.nextInt(4)),
        top("coarse", "kind", 1 + random.nextInt(6), 5 + random.nextInt(20)));
  }

  private static Table events(Random random, int count) {
    List<Field> fields =
        Stream.concat(EventColumns.FIELDS.stream(), Orders.FIELDS.stream()).toList();
    Table table = Table.allocate(fields, count);
    for (int row = 0; row < count; row++) {
      table.longs(EventColumns.TIME).set(row, random.nextInt(HORIZON));
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      table.longs("user").set(row, random.nextInt(2));
      table.longs("item").set(row, random.nextInt(30) - 15);
      table.strings("kind").set(row, "kind" + random.nextInt(30));
    }
    return table;
  }

  @Property(tries = 300)
  void merge_anySplitWithAnyCutsInAnyTree_isTheSameBytesAsOneFold(
      @ForAll long seed,
      @ForAll @IntRange(max = 120) int eventCount,
      @ForAll @IntRange(min = 1, max = 6) int parts) {
    Random random = new Random(seed);
    CompiledView view = CompiledView.compile(project(random), "activity");
    Table events = events(random, eventCount);
    long cut = HORIZON;

    // Each part holds the events of some times, up to a cut of its own; one reaches the last cut.
    List<Map<List<Object>, byte[]>> states = new ArrayList<>();
    int[] partOf = random.ints(eventCount, 0, parts).toArray();
    for (int part = 0; part < parts; part++) {
      int number = part;
      long newest =
          IntStream.range(0, eventCount)
              .filter(row -> partOf[row] == number)
              .mapToLong(row -> time(events, row))
              .max()
              .orElse(0);
      long own = part == 0 ? cut : newest + 1 + random.nextInt((int) (cut - newest));
      states.add(States.fold(view, select(events, row -> partOf[row] == number), own));
    }
    while (states.size() > 1) {
      Map<List<Object>, byte[]> a = states.remove(random.nextInt(states.size()));
      Map<List<Object>, byte[]> b = states.remove(random.nextInt(states.size()));
      states.add(States.merge(view, a, b));
    }

    Map<List<Object>, String> folded = States.hex(States.fold(view, events, cut));
    Map<List<Object>, byte[]> merged = states.get(0);
    // An entity that the part with the last cut does not have is still at an earlier one.
    merged.values().removeIf(state -> ByteBuffer.wrap(state).getLong() != cut);
    folded.keySet().retainAll(merged.keySet());
    assertThat(States.hex(merged)).isEqualTo(folded);
  }

  @Property(tries = 200)
  void read_anyInstant_isWhatJoinAndScanFind(
      @ForAll long seed, @ForAll @IntRange(max = 120) int eventCount) {
    Random random = new Random(seed);
    Project project = project(random);
    CompiledView view = CompiledView.compile(project, "activity");
    Table events = events(random, eventCount);
    Table rows = events(random, 12);

    Table offline = new PointInTimeJoin(view).join(events, rows);
    NaiveFeatures naive = new NaiveFeatures(project, "activity", events);

    for (int row = 0; row < rows.rows(); row++) {
      Table online = read(view, events, rows, row);
      for (AggregateFeature feature : project.view("activity").features()) {
        String name = "activity." + feature.name();
        Object expected = naive.value(feature, rows, row);
        assertThat(Cells.value(offline.column(name), row)).as(name).isEqualTo(expected);
        assertThat(Cells.value(online.column(name), 0)).as(name).isEqualTo(expected);
      }
    }
  }

  private static Table read(CompiledView view, Table events, Table rows, int row) {
    long instant = time(rows, row);
    Map<List<Object>, byte[]> states = States.fold(view, events, instant);
    Table out = Table.allocate(view.features(), 1);
    Column[] columns =
        view.features().stream().map(f -> out.column(f.name())).toArray(Column[]::new);
    new StateReader(view).read(states.get(States.key(view, rows, row)), instant, columns, 0);
    return out;
  }

  private static Table select(Table table, IntPredicate wanted) {
    return table.select(IntStream.range(0, table.rows()).filter(wanted).toArray());
  }

  private static long time(Table table, int row) {
    return table.longs(EventColumns.TIME).value(row);
  }
}
