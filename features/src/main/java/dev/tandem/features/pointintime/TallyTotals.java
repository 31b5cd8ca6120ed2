package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.timeline.SelectedEvents;

/** The tally of any run of events. */
@FunctionalInterface
interface TallyTotals {

  /**
   * The tally over the events {@code [from, to)}.
   *
   * @throws dev.tandem.features.aggregate.NumberOverflowException if it does not fit in 64 bits
   */
  long between(int from, int to);

  /**
   * The tallies of these events.
   *
   * @param scale the scale at which fractional values are summed
   */
  static TallyTotals of(Tally tally, int scale, SelectedEvents events) {
    return switch (tally) {
      case COUNT -> (from, to) -> to - from;
      case SUM, SQUARES_LOW, SQUARES_HIGH -> new PrefixSums(events, tally, scale)::between;
      case MIN, MAX -> throw new IllegalArgumentException("found " + tally + ", allowed: sums");
    };
  }
}
