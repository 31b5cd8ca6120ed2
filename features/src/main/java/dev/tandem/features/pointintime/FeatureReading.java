package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/** The states of one feature's window, row after row. For one thread. */
final class FeatureReading {
  private final long[] instants;
  private final int[] first;
  private final int[] end;
  private final List<SelectedEvents> events;
  private final List<StateReading> states;
  private final WindowState window;

  /**
   * A reading of one feature's window.
   *
   * @param first for each row, the position of the first event in the window
   * @param events for each state, the events that it counts
   */
  FeatureReading(
      RowWindows rows, int[] first, List<SelectedEvents> events, List<StateReading> states) {
    this.instants = rows.rows().times();
    this.first = first;
    this.end = rows.end();
    this.events = events;
    this.states = states;
    this.window = new WindowState(states.size());
  }

  /** How one state of a window is read. */
  @FunctionalInterface
  interface StateReading {
    /**
     * Puts a state into a window.
     *
     * @param state the number of the state in its aggregate
     * @param row in order of entity and time
     * @param from the first selected event in the window
     * @param to the one after the last
     */
    void read(WindowState window, int state, int row, int from, int to);
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** The states for a row in order of entity and time; valid until the next call. */
  WindowState at(int row) {
    window.clear();
    window.instant(instants[row]);
    for (int i = 0; i < states.size(); i++) {
      int[] rank = events.get(i).rank();
      int from = rank[first[row]];
      int to = rank[end[row]];
      if (from < to) {
        window.occupy();
      }
      states.get(i).read(window, i, row, from, to);
    }
    return window;
  }
}
