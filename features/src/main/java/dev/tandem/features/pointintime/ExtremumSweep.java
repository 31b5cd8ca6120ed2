package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/**
 * Finds smallest or largest values with one monotonic stack for all windows.
 *
 * <p>All windows of a row end at the same event. The stack holds the events that no later event
 * beats, oldest first, so the first one inside a window is the window's extremum.
 */
record ExtremumSweep(Tally tally) implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedEvents events, RowWindows rows, List<int[]> firsts) {
    long[] keys = events.values();
    // Complementing turns the order round without overflow.
    long flip = tally == Tally.MAX ? -1 : 0;
    long[][] extrema = new long[firsts.size()][rows.size()];
    int[] stack = new int[keys.length];
    int[] rank = events.rank();
    int[] end = rows.end();
    int next = 0;
    for (int entity = 0; entity < rows.rows().entities(); entity++) {
      next = events.start(entity);
      int height = 0;
      for (int row = rows.rows().start(entity); row < rows.rows().start(entity + 1); row++) {
        for (; next < rank[end[row]]; next++) {
          while (height > 0 && (keys[stack[height - 1]] ^ flip) >= (keys[next] ^ flip)) {
            height--;
          }
          stack[height++] = next;
        }
        int found = height;
        for (int w = 0; height > 0 && w < extrema.length; w++) {
          found = firstFrom(rank[firsts.get(w)[row]], stack, height, found);
          extrema[w][row] = found < height ? keys[stack[found]] : tally.identity();
        }
      }
    }
    return extrema;
  }

  /**
   * The index of the first entry of the rising stack that is not before an event, looked for from
   * where the last window's was: stacks are low, and windows mostly come in order of their length.
   */
  private static int firstFrom(int event, int[] stack, int height, int near) {
    int found = near;
    while (found > 0 && stack[found - 1] >= event) {
      found--;
    }
    while (found < height && stack[found] < event) {
      found++;
    }
    return found;
  }
}
