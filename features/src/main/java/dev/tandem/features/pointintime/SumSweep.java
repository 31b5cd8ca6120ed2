package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import java.util.List;

/**
 * Sums what a tally takes from each event.
 *
 * @param scale the scale at which fractional values are summed
 */
record SumSweep(Tally tally, int scale) implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedWindows windows, List<int[]> firsts) {
    PrefixSums prefix = new PrefixSums(windows.events(), tally, scale);
    int[] end = windows.end();
    long[][] sums = new long[firsts.size()][end.length];
    for (int w = 0; w < sums.length; w++) {
      int[] first = firsts.get(w);
      long[] ofWindow = sums[w];
      for (int row = 0; row < end.length; row++) {
        ofWindow[row] = prefix.between(first[row], end[row]);
      }
    }
    return sums;
  }
}
