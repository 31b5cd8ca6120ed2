package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;
import java.util.List;

/**
 * A slot whose features are finished one window after the other: their states are more than a
 * number or some values. All states of such a feature are in the one slot.
 */
sealed interface SingleSlot extends Slot permits KeyCountsSlot, RegistersSlot, VectorSlot {
  /** The features that share it. */
  List<Target> targets();

  /** How many longs {@link #read(StateCursor, long, long, WindowState[], long[])} needs. */
  int scratch();

  /**
   * Reads the slot into the states of the features that share it, which are empty before.
   *
   * @param scratch at least {@link #scratch()} longs of any content
   */
  void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch);

  // Hot path: SummariesBenchmark.
  @Override
  default void read(StateRuns runs, Windows windows) {
    List<Target> targets = targets();
    long[] scratch = runs.scratch(scratch());
    for (int run = 0; run < runs.size(); run++) {
      for (int t = 0; t < targets.size(); t++) {
        windows.beginSingle(targets.get(t).feature());
      }
      StateCursor in = runs.open(run);
      if (in != null) {
        read(in, runs.cut(run), windows.instant(), windows.singles(), scratch);
        runs.passed(run);
      }
      for (int t = 0; t < targets.size(); t++) {
        windows.finishSingle(targets.get(t).feature(), run);
      }
    }
  }
}
