package dev.tandem.features.pointintime;

import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/**
 * Counts distinct values: an event stands for its value until the value occurs again, so a window
 * holds as many values as events that stand at its end.
 */
record DistinctSweep() implements NumberSweep {

  @Override
  public long[][] sweep(SelectedEvents events, RowWindows rows, List<int[]> firsts) {
    Occurrences occurrences = Occurrences.of(events);
    long[][] counts = new long[firsts.size()][rows.size()];
    for (int w = 0; w < counts.length; w++) {
      sweep(events, rows, firsts.get(w), occurrences, counts[w]);
    }
    return counts;
  }

  // Hot path: PointInTimeJoinBenchmark.
  private static void sweep(
      SelectedEvents events,
      RowWindows rows,
      int[] firsts,
      Occurrences occurrences,
      long[] counts) {
    int[] rank = events.rank();
    int[] ends = rows.end();
    int[] previous = occurrences.previous();
    int[] following = occurrences.following();
    for (int entity = 0; entity < rows.rows().entities(); entity++) {
      int first = events.start(entity);
      int end = first;
      int standing = 0;
      for (int row = rows.rows().start(entity); row < rows.rows().start(entity + 1); row++) {
        for (; end < rank[ends[row]]; end++) {
          standing += previous[end] < first ? 1 : 0;
        }
        for (; first < rank[firsts[row]]; first++) {
          standing -= following[first] >= end ? 1 : 0;
        }
        counts[row] = standing;
      }
    }
  }
}
