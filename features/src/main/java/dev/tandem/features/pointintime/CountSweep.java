package dev.tandem.features.pointintime;

import java.util.List;

/** Counts events as differences of their numbers. */
record CountSweep() implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedWindows windows, List<int[]> firsts) {
    int[] end = windows.end();
    long[][] counts = new long[firsts.size()][end.length];
    for (int w = 0; w < counts.length; w++) {
      int[] first = firsts.get(w);
      long[] ofWindow = counts[w];
      for (int row = 0; row < end.length; row++) {
        ofWindow[row] = (long) end[row] - first[row];
      }
    }
    return counts;
  }
}
