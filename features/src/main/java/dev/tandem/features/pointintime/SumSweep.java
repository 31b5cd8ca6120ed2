package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/**
 * Sums what a tally takes from each event.
 *
 * @param scale the scale at which fractional values are summed
 */
record SumSweep(Tally tally, int scale) implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedEvents events, RowWindows rows, List<int[]> firsts) {
    PrefixSums prefix = new PrefixSums(events, tally, scale);
    long[][] sums = new long[firsts.size()][rows.size()];
    int[] rank = events.rank();
    int[] end = rows.end();
    for (int w = 0; w < sums.length; w++) {
      int[] first = firsts.get(w);
      for (int row = 0; row < end.length; row++) {
        sums[w][row] = prefix.between(rank[first[row]], rank[end[row]]);
      }
    }
    return sums;
  }
}
