package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.timeline.SelectedEvents;
import java.util.List;

/**
 * Sums values as differences of prefix sums.
 *
 * <p>The prefix sums may leave 64 bits without harm: how often they did is kept beside them, so
 * that exactly those windows are refused whose own sum does not fit.
 */
record SumSweep(int scale) implements NumberSweep {

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public long[][] sweep(SelectedEvents events, RowWindows rows, List<int[]> firsts) {
    long[] values = events.summands(scale);
    long[] prefix = new long[values.length + 1];
    int[] wraps = new int[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      prefix[i + 1] = prefix[i] + values[i];
      wraps[i + 1] = wraps[i] + wrap(prefix[i], values[i], prefix[i + 1]);
    }
    long[][] sums = new long[firsts.size()][rows.size()];
    int[] rank = events.rank();
    int[] end = rows.end();
    for (int w = 0; w < sums.length; w++) {
      int[] first = firsts.get(w);
      for (int row = 0; row < end.length; row++) {
        int from = rank[first[row]];
        int to = rank[end[row]];
        long sum = prefix[to] - prefix[from];
        // Adding back what was subtracted wraps exactly if the subtraction did.
        if (wraps[to] - wraps[from] != wrap(prefix[from], sum, prefix[to])) {
          throw new NumberOverflowException(
              "the sum of " + (to - from) + " events does not fit in 64 bits");
        }
        sums[w][row] = sum;
      }
    }
    return sums;
  }

  /** How often {@code a + b = sum} passed the upper end of 64 bits; -1 for the lower end. */
  private static int wrap(long a, long b, long sum) {
    return ((a ^ sum) & (b ^ sum)) >= 0 ? 0 : sum < 0 ? 1 : -1;
  }
}
