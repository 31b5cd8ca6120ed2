package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StateParityProperties {

  @Property(tries = 500)
  void read_anyInstantFromTheCutOn_isWhatTheJoinFinds(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int eventCount,
      @ForAll @IntRange(max = 12) int rowCount) {
    Scenario scenario = new Scenario(seed);
    long cut = scenario.instant();
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table all = scenario.events(eventCount);
    Table events = select(all, row -> time(all, row) < cut);
    Table anyRows = scenario.rows(rowCount);
    Table rows = select(anyRows, row -> time(anyRows, row) >= cut);

    Table offline = new PointInTimeJoin(view).join(events, rows);
    Map<List<Object>, byte[]> states = States.fold(view, events, cut);

    Table online = Table.allocate(view.features(), rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      byte[] state = states.get(States.key(view, rows, row));
      long instant = rows.longs(EventColumns.TIME).value(row);
      FeatureStatus status = States.read(view, state, instant, rows, online, row);
      assertThat((long) status.code()).isEqualTo(offline.longs(view.statusColumn()).value(row));
      for (Field feature : view.features()) {
        assertThat(Cells.value(online.column(feature.name()), row))
            .as("%s of row %s", feature, row)
            .isEqualTo(Cells.value(offline.column(feature.name()), row));
      }
    }
  }

  @Property(tries = 500)
  void merge_anySplitInAnyTree_isTheSameBytesAsOneFold(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int eventCount,
      @ForAll @IntRange(min = 1, max = 6) int parts) {
    Scenario scenario = new Scenario(seed);
    Random random = new Random(seed);
    long cut = scenario.instant();
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table events = scenario.events(eventCount);
    int[] partOf = random.ints(eventCount, 0, parts).toArray();

    List<Map<List<Object>, byte[]>> states = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int number = part;
      states.add(States.fold(view, select(events, row -> partOf[row] == number), cut));
    }
    while (states.size() > 1) {
      Map<List<Object>, byte[]> a = states.remove(random.nextInt(states.size()));
      Map<List<Object>, byte[]> b = states.remove(random.nextInt(states.size()));
      states.add(States.merge(view, a, b));
    }

    assertThat(States.hex(states.get(0))).isEqualTo(States.hex(States.fold(view, events, cut)));
  }

  @Property(tries = 500)
  void merge_laterEventsIntoAnEarlierState_isTheSameBytesAsOneFoldAtTheLaterCut(
      @ForAll long seed, @ForAll @IntRange(max = 60) int eventCount) {
    Scenario scenario = new Scenario(seed);
    long earlier = scenario.instant();
    long later = Math.max(earlier, scenario.instant());
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table events = scenario.events(eventCount);
    Table after = select(events, row -> time(events, row) >= earlier);

    Map<List<Object>, byte[]> old = States.fold(view, events, earlier);
    Map<List<Object>, byte[]> fresh = States.fold(view, after, later);
    Map<List<Object>, byte[]> merged = States.merge(view, old, fresh);
    merged.keySet().retainAll(fresh.keySet()); // the others are still at the earlier cut

    Map<List<Object>, byte[]> folded = States.fold(view, events, later);
    folded.keySet().retainAll(fresh.keySet());
    assertThat(States.hex(merged)).isEqualTo(States.hex(folded));
  }

  @Property(tries = 200)
  void fold_anyOrderOfEvents_isTheSameBytesInTheSameOrder(
      @ForAll long seed, @ForAll @IntRange(max = 60) int eventCount) {
    Scenario scenario = new Scenario(seed);
    long cut = scenario.instant();
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table events = scenario.events(eventCount);
    List<Integer> order = new ArrayList<>(IntStream.range(0, eventCount).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    Table shuffled = events.select(order.stream().mapToInt(i -> i).toArray());

    assertThat(States.hex(States.fold(view, shuffled, cut)))
        .containsExactlyEntriesOf(States.hex(States.fold(view, events, cut)));
  }

  private static Table select(Table table, IntPredicate wanted) {
    return table.select(IntStream.range(0, table.rows()).filter(wanted).toArray());
  }

  private static long time(Table table, int row) {
    return table.longs(EventColumns.TIME).value(row);
  }
}
