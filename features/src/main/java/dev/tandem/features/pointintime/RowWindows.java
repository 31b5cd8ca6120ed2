package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.Timelines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For each training row, in order of entity and time, which positions of the events' timelines are
 * visible to it and in each window: {@code [first, end)}.
 */
final class RowWindows {
  private final Timelines rows;
  private final Timelines events;
  private final Horizons horizons;
  private final int[] end;
  private final Map<List<Object>, int[]> first = new HashMap<>();

  // Hot path: PointInTimeJoinBenchmark. One pass over both timelines for each window.
  RowWindows(Timelines rows, Timelines events, Horizons horizons) {
    this.rows = rows;
    this.events = events;
    this.horizons = horizons;
    this.end = new int[rows.size()];
    for (int entity = 0; entity < rows.entities(); entity++) {
      findEnds(entity);
    }
  }

  private void findEnds(int entity) {
    long[] rowTimes = rows.times();
    long[] eventTimes = events.times();
    int stop = events.start(entity + 1);
    int position = events.start(entity);
    for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
      while (position < stop && eventTimes[position] < rowTimes[row]) {
        position++;
      }
      end[row] = position;
    }
  }

  private int[] findFirsts(Optional<Window> window, long[] since) {
    int[] firsts = new int[rows.size()];
    if (window.isEmpty() && since.length == 0) {
      findStarts(firsts);
      return firsts;
    }
    long length = window.map(w -> w.length().toMillis()).orElse(0L);
    long resolution = window.map(w -> w.resolution().toMillis()).orElse(1L);
    for (int entity = 0; entity < rows.entities(); entity++) {
      if (since.length == 0) {
        findFirsts(entity, length, resolution, firsts);
      } else {
        findFirsts(entity, window, since, firsts);
      }
    }
    return firsts;
  }

  private void findStarts(int[] firsts) {
    for (int entity = 0; entity < rows.entities(); entity++) {
      Arrays.fill(firsts, rows.start(entity), rows.start(entity + 1), events.start(entity));
    }
  }

  private void findFirsts(int entity, long length, long resolution, int[] firsts) {
    long[] rowTimes = rows.times();
    long[] eventTimes = events.times();
    int position = events.start(entity);
    for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
      if (events.start(entity) < end[row]) {
        long start = Window.startMillis(rowTimes[row], length, resolution);
        while (position < end[row] && eventTimes[position] < start) {
          position++;
        }
      }
      firsts[row] = position;
    }
  }

  // What has been forgotten once is never remembered again, so that firsts never go back.
  private void findFirsts(int entity, Optional<Window> window, long[] since, int[] firsts) {
    long[] rowTimes = rows.times();
    long[] eventTimes = events.times();
    int position = events.start(entity);
    for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
      long start = since[rows.rows()[row]];
      if (window.isPresent()) {
        start = Math.max(start, window.get().startMillis(rowTimes[row]));
      }
      while (position < end[row] && eventTimes[position] < start) {
        position++;
      }
      firsts[row] = position;
    }
  }

  /** The number of rows that have an entity. */
  int size() {
    return end.length;
  }

  /** The rows in order of entity and time. */
  Timelines rows() {
    return rows;
  }

  /** The events. */
  Timelines events() {
    return events;
  }

  /** For each row, the position after the last event it sees. */
  int[] end() {
    return end;
  }

  /** For each row, the position of the first event that a selection has in a window. */
  int[] first(Optional<Window> window, int selection) {
    long[] since = horizons.since(selection, window);
    List<Object> key = new ArrayList<>(List.of(window));
    if (since.length > 0) {
      key.add(selection);
    }
    return first.computeIfAbsent(key, k -> findFirsts(window, since));
  }
}
