package dev.tandem.features.pointintime;

import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/** Counts events as differences of their ranks. */
record CountSweep() implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedEvents events, RowWindows rows, List<int[]> firsts) {
    long[][] counts = new long[firsts.size()][rows.size()];
    int[] rank = events.rank();
    int[] end = rows.end();
    for (int w = 0; w < counts.length; w++) {
      int[] first = firsts.get(w);
      for (int row = 0; row < end.length; row++) {
        counts[w][row] = (long) rank[end[row]] - rank[first[row]];
      }
    }
    return counts;
  }
}
