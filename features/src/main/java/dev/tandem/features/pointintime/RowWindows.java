package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.Timelines;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * For each training row, in order of entity and time, which positions of the events' timelines are
 * visible to it and in each window: {@code [first, end)}.
 */
final class RowWindows {
  private final Timelines rows;
  private final Timelines events;
  private final List<Optional<Window>> windows;
  private final int[] end;
  private final int[][] first;

  // Hot path: PointInTimeJoinBenchmark. One pass over both timelines for each window.
  RowWindows(Timelines rows, Timelines events, List<Optional<Window>> windows) {
    this.rows = rows;
    this.events = events;
    this.windows = windows.stream().distinct().toList();
    this.end = new int[rows.size()];
    this.first = new int[this.windows.size()][rows.size()];
    for (int entity = 0; entity < rows.entities(); entity++) {
      findEnds(entity);
      for (int window = 0; window < first.length; window++) {
        findFirsts(entity, this.windows.get(window), first[window]);
      }
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

  private void findFirsts(int entity, Optional<Window> window, int[] firsts) {
    long[] rowTimes = rows.times();
    long[] eventTimes = events.times();
    int position = events.start(entity);
    if (window.isEmpty()) {
      Arrays.fill(firsts, rows.start(entity), rows.start(entity + 1), position);
      return;
    }
    long length = window.get().length().toMillis();
    long resolution = window.get().resolution().toMillis();
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

  /** For each row, the position of the first event in one of the windows. */
  int[] first(Optional<Window> window) {
    return first[windows.indexOf(window)];
  }
}
