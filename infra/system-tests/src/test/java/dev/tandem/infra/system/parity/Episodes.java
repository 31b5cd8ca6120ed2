package dev.tandem.infra.system.parity;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.infra.parity.ParitySpine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The rows that are looked at, in the later half of a log.
 *
 * @param earlierCut an instant before all of the episodes
 * @param episodes in the order of their cuts
 */
record Episodes(long earlierCut, List<Episode> episodes) {
  private static final int MOST_FOLDED = 8_000;
  private static final int ACTIVE = 15;
  private static final int CANDIDATES = 12;

  /**
   * Random cuts, the last one behind the log's end, and random rows for each: half of them
   * anyone's, half of those who were active just before.
   *
   * @param seed the same one gives the same episodes
   */
  static Episodes draw(
      CompiledService service, History history, int count, int rowsEach, long seed) {
    Random random = new Random(seed);
    TellingInstants instants = new TellingInstants(service.views(), history, random);
    List<History.Event> events = history.events();
    int first = first(events);
    List<Episode> episodes = new ArrayList<>();
    for (long cut : cuts(events, first, count, random)) {
      Table spine =
          Table.concat(
              List.of(
                  spine(service, history.having(fields(service)), rowsEach / 2, cut, random),
                  spine(service, active(service, history, cut), rowsEach / 2, cut, random)));
      LongColumn times = spine.longs(EventColumns.TIME);
      for (int row = 0; row < spine.rows(); row++) {
        times.set(row, instants.draw(spine, row, cut));
      }
      episodes.add(new Episode(cut, inOrderOfTime(spine)));
    }
    return new Episodes(events.get(first).time(), List.copyOf(episodes));
  }

  private static List<Field> fields(CompiledService service) {
    List<Field> fields = new ArrayList<>(service.entityKeys());
    fields.addAll(service.request());
    return fields;
  }

  private static Table spine(
      CompiledService service, Table sample, int rows, long cut, Random random) {
    return new ParitySpine(sample, service.entityKeys(), service.request(), random.nextLong())
        .draw(rows, cut);
  }

  /** The newest events before a cut. */
  private static Table active(CompiledService service, History history, long cut) {
    Table events = history.having(fields(service));
    LongColumn times = events.longs(EventColumns.TIME);
    int[] newest =
        IntStream.range(0, events.rows())
            .filter(row -> times.value(row) < cut)
            .boxed()
            .sorted(Comparator.comparingLong(row -> -times.value(row)))
            .limit(ACTIVE)
            .mapToInt(Integer::intValue)
            .toArray();
    return events.select(newest);
  }

  /** Some rows of a training set, so many at most, each at a cut of its own time. */
  static Episodes some(Table trainingSet, History history, int most, long seed) {
    List<History.Event> events = history.events();
    long earlierCut = events.get(first(events)).time();
    LongColumn times = trainingSet.longs(EventColumns.TIME);
    List<Integer> later =
        new ArrayList<>(
            IntStream.range(0, trainingSet.rows())
                .filter(row -> times.value(row) >= earlierCut)
                .boxed()
                .toList());
    Collections.shuffle(later, new Random(seed));
    TreeMap<Long, List<Integer>> byTime = new TreeMap<>();
    for (int row : later.subList(0, Math.min(most, later.size()))) {
      byTime.computeIfAbsent(times.value(row), time -> new ArrayList<>()).add(row);
    }
    List<Episode> episodes = new ArrayList<>();
    byTime.forEach(
        (time, rows) ->
            episodes.add(
                new Episode(time, trainingSet.select(rows.stream().mapToInt(r -> r).toArray()))));
    return new Episodes(earlierCut, List.copyOf(episodes));
  }

  private static int first(List<History.Event> events) {
    return Math.max(events.size() / 2, events.size() - MOST_FOLDED);
  }

  /** By turns in the midst of things, and after an event that is followed by a long silence. */
  private static long[] cuts(List<History.Event> events, int first, int count, Random random) {
    long[] cuts = new long[count];
    for (int i = 0; i < count - 1; i++) {
      IntStream some = random.ints(i % 2 == 0 ? 1 : CANDIDATES, first, events.size() - 1);
      int chosen =
          some.boxed()
              .max(Comparator.comparingLong(e -> events.get(e + 1).time() - events.get(e).time()))
              .orElseThrow();
      cuts[i] = events.get(chosen).time() + i % 2;
    }
    cuts[count - 1] = events.get(events.size() - 1).time() + 1;
    Arrays.sort(cuts);
    return cuts;
  }

  private static Table inOrderOfTime(Table spine) {
    LongColumn times = spine.longs(EventColumns.TIME);
    return spine.select(
        IntStream.range(0, spine.rows())
            .boxed()
            .sorted(Comparator.comparingLong(times::value))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** The rows of all episodes, one below the other. */
  Table spine() {
    return Table.concat(episodes.stream().map(Episode::spine).toList());
  }
}
