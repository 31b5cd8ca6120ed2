package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.declaration.Window;
import java.util.List;
import java.util.Optional;

/** The states of one feature's window, row after row. For one thread. */
final class FeatureReading {
  private final long[] instants;
  private final int[][] firsts;
  private final int[][] ends;
  private final List<StateReading> states;
  private final WindowState window;

  /**
   * A reading of one feature's window.
   *
   * @param events for each state, the events that it counts
   */
  FeatureReading(Optional<Window> window, List<SelectedWindows> events, List<StateReading> states) {
    this.instants = events.get(0).rows().rows().times();
    this.firsts = events.stream().map(of -> of.first(window)).toArray(int[][]::new);
    this.ends = events.stream().map(SelectedWindows::end).toArray(int[][]::new);
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

  // Hot path: SummariesBenchmark.
  /** The states for a row in order of entity and time; valid until the next call. */
  WindowState at(int row) {
    window.clear();
    window.instant(instants[row]);
    for (int i = 0; i < firsts.length; i++) {
      int from = firsts[i][row];
      int to = ends[i][row];
      if (from < to) {
        window.occupy();
      }
      states.get(i).read(window, i, row, from, to);
    }
    return window;
  }
}
