package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;

/**
 * Sums over runs of events, as differences of prefix sums.
 *
 * <p>The prefix sums may leave 64 bits without harm: how often they did is kept beside them if any
 * did, so that exactly those runs are refused whose own sum does not fit.
 */
final class PrefixSums {
  private final long[] prefix;
  private final int[] wraps;

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * The sums of what a tally takes from each event.
   *
   * @param scale the scale at which fractional values are summed
   */
  PrefixSums(SelectedEvents events, Tally tally, int scale) {
    long[] values = events.summands(scale);
    this.prefix = new long[values.length + 1];
    long wrapped = 0;
    for (int i = 0; i < values.length; i++) {
      // Asking first keeps the call out of the loop of plain sums.
      long value = tally == Tally.SUM ? values[i] : tally.of(values[i]);
      long sum = prefix[i] + value;
      wrapped |= (prefix[i] ^ sum) & (value ^ sum);
      prefix[i + 1] = sum;
    }
    this.wraps = wrapped < 0 ? wraps() : new int[0];
  }

  private int[] wraps() {
    int[] counted = new int[prefix.length];
    for (int i = 1; i < prefix.length; i++) {
      counted[i] = counted[i - 1] + wrap(prefix[i - 1], prefix[i] - prefix[i - 1], prefix[i]);
    }
    return counted;
  }

  /**
   * The sum over the events {@code [from, to)}.
   *
   * @throws NumberOverflowException if it does not fit in 64 bits
   */
  long between(int from, int to) {
    long sum = prefix[to] - prefix[from];
    // Adding back what was subtracted wraps exactly if the subtraction did.
    int wrapped = wraps.length == 0 ? 0 : wraps[to] - wraps[from];
    if (wrapped != wrap(prefix[from], sum, prefix[to])) {
      throw new NumberOverflowException(
          "the sum of " + (to - from) + " events does not fit in 64 bits");
    }
    return sum;
  }

  /** How often {@code a + b = sum} passed the upper end of 64 bits; -1 for the lower end. */
  private static int wrap(long a, long b, long sum) {
    return ((a ^ sum) & (b ^ sum)) >= 0 ? 0 : sum < 0 ? 1 : -1;
  }
}
