package dev.tandem.infra.system.parity;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chooses the instants of rows where mistakes would show: at the cut, at the millisecond of the
 * next event, when an event is about to leave a window or has just left it, when a view is about to
 * expire or has just expired; and others at random.
 */
final class TellingInstants {
  private static final long QUIET_MILLIS = Duration.ofDays(40).toMillis();

  private final List<Lane> lanes;
  private final Random random;

  /** The times of the events that a view sees, by entity, ascending. */
  private record Lane(CompiledView view, Map<List<Object>, long[]> times) {
    long[] of(Table spine, int row) {
      return times.getOrDefault(entity(view, spine, row), new long[0]);
    }
  }

  TellingInstants(List<CompiledView> views, History history, Random random) {
    this.lanes = views.stream().map(view -> new Lane(view, times(view, history))).toList();
    this.random = random;
  }

  private static Map<List<Object>, long[]> times(CompiledView view, History history) {
    Table events = history.of(view.source().name());
    Map<List<Object>, List<Long>> times = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      times
          .computeIfAbsent(entity(view, events, row), key -> new ArrayList<>())
          .add(events.longs(EventColumns.TIME).value(row));
    }
    Map<List<Object>, long[]> sorted = new HashMap<>();
    times.forEach(
        (key, list) -> sorted.put(key, list.stream().mapToLong(t -> t).sorted().toArray()));
    return sorted;
  }

  private static List<Object> entity(CompiledView view, Table table, int row) {
    List<Object> keys = new ArrayList<>();
    view.entity().keys().forEach(key -> keys.add(Cells.value(table.column(key.name()), row)));
    return keys;
  }

  /** An instant for a row, from the cut until the next event of one of the row's entities. */
  long draw(Table spine, int row, long cut) {
    long last = cut + QUIET_MILLIS;
    for (Lane lane : lanes) {
      long[] times = lane.of(spine, row);
      int next = firstFrom(times, cut);
      last = next < times.length ? Math.min(last, times[next]) : last;
    }
    if (random.nextInt(4) == 0) {
      return cut + (long) (random.nextDouble() * (last - cut + 1));
    }
    Map<Object, List<Long>> telling = new LinkedHashMap<>();
    telling.put("ends", List.of(cut, last));
    for (Lane lane : lanes) {
      long[] times = lane.of(spine, row);
      for (int i = firstFrom(times, cut) - 1; i >= 0; i--) {
        addChanges(lane.view(), times[i], cut, last, telling);
      }
    }
    return any(any(List.copyOf(telling.values())));
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static int firstFrom(long[] times, long instant) {
    int found = Arrays.binarySearch(times, instant);
    int first = found < 0 ? -found - 1 : found;
    while (first > 0 && times[first - 1] == instant) {
      first--;
    }
    return first;
  }

  /** Around when an event of this time ceases to count, by the window or time-to-live. */
  private static void addChanges(
      CompiledView view, long time, long cut, long last, Map<Object, List<Long>> telling) {
    Map<Object, Long> changes = new LinkedHashMap<>();
    view.declaration().ttl().ifPresent(ttl -> changes.put(ttl, time + ttl.toMillis() + 1));
    view.declaration().features().stream()
        .flatMap(feature -> feature.window().stream())
        .forEach(window -> changes.put(window, firstWithout(window, time)));
    changes.forEach(
        (reason, change) -> {
          if (change - 1 >= cut && change <= last) {
            telling
                .computeIfAbsent(reason, key -> new ArrayList<>())
                .addAll(List.of(change - 1, change));
          }
        });
  }

  private static long firstWithout(Window window, long time) {
    long resolution = window.resolution().toMillis();
    return (Math.floorDiv(time, resolution) + 1) * resolution + window.length().toMillis();
  }
}
