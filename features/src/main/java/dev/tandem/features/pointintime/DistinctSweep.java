package dev.tandem.features.pointintime;

import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.Timelines;
import java.util.List;

/**
 * Counts distinct values: an event stands for its value until the value occurs again, so a window
 * holds as many values as events that stand at its end.
 */
record DistinctSweep() implements NumberSweep {

  @Override
  public long[][] sweep(SelectedWindows windows, List<int[]> firsts) {
    Occurrences occurrences = Occurrences.of(windows.events());
    long[][] counts = new long[firsts.size()][windows.end().length];
    for (int w = 0; w < counts.length; w++) {
      sweep(windows, firsts.get(w), occurrences, counts[w]);
    }
    return counts;
  }

  // Hot path: PointInTimeJoinBenchmark.
  private static void sweep(
      SelectedWindows windows, int[] firsts, Occurrences occurrences, long[] counts) {
    Timelines rows = windows.rows().rows();
    int[] ends = windows.end();
    int[] previous = occurrences.previous();
    int[] following = occurrences.following();
    for (int entity = 0; entity < rows.entities(); entity++) {
      int first = windows.events().start(entity);
      int end = first;
      int standing = 0;
      for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
        if (firsts[row] >= end) {
          // Nothing of the last window is left.
          first = firsts[row];
          end = first;
          standing = 0;
        }
        for (; end < ends[row]; end++) {
          standing += previous[end] < first ? 1 : 0;
        }
        for (; first < firsts[row]; first++) {
          standing -= following[first] >= end ? 1 : 0;
        }
        counts[row] = standing;
      }
    }
  }
}
