package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/** The states of one feature's window, row after row. For one thread. */
final class FeatureReading {
  private final SelectedEvents events;
  private final int[] first;
  private final int[] end;
  private final List<StateReading> states;
  private final WindowState window;

  FeatureReading(SelectedEvents events, int[] first, int[] end, List<StateReading> states) {
    this.events = events;
    this.first = first;
    this.end = end;
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
    int from = events.rank()[first[row]];
    int to = events.rank()[end[row]];
    window.clear();
    if (from < to) {
      window.occupy();
    }
    for (int i = 0; i < states.size(); i++) {
      states.get(i).read(window, i, row, from, to);
    }
    return window;
  }
}
