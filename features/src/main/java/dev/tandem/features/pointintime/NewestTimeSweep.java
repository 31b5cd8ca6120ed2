package dev.tandem.features.pointintime;

import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/** Finds the times of the newest events; of no meaning where a window holds none. */
record NewestTimeSweep() implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedWindows windows, List<int[]> firsts) {
    SelectedEvents events = windows.events();
    int[] end = windows.end();
    long[][] times = new long[firsts.size()][end.length];
    for (int w = 0; w < times.length; w++) {
      int[] first = firsts.get(w);
      for (int row = 0; row < end.length; row++) {
        times[w][row] = first[row] < end[row] ? events.time(end[row] - 1) : 0;
      }
    }
    return times;
  }
}
