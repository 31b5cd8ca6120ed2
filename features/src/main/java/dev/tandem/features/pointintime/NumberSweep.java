package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import java.util.List;

/** Computes one state, if it is a number, for all rows and several windows. */
interface NumberSweep {

  /**
   * The state's number for each row in order of entity and time.
   *
   * @param firsts for each window and row, the first selected event in the window
   * @return numbers for each window and row; of no meaning where a window holds no selected event
   *     and the state is not a sum
   */
  long[][] sweep(SelectedWindows windows, List<int[]> firsts);

  /**
   * The sweep of a tally.
   *
   * @param scale the scale at which fractional values are summed
   */
  static NumberSweep of(Tally tally, int scale) {
    return switch (tally) {
      case COUNT -> new CountSweep();
      case SUM, SQUARES_LOW, SQUARES_HIGH -> new SumSweep(tally, scale);
      case MIN, MAX -> new ExtremumSweep(tally);
    };
  }
}
