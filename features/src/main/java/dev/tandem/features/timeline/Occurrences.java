package dev.tandem.features.timeline;

import java.util.Arrays;

/**
 * For each selected event, the nearest ones of the same entity with the same value.
 *
 * <p>The arrays are shared with the caller, who must not change them.
 */
public final class Occurrences {
  /** Stands for no earlier event. */
  public static final int NO_PREVIOUS = -1;

  /** Stands for no later event. */
  public static final int NO_FOLLOWING = Integer.MAX_VALUE;

  private final int[] previous;
  private final int[] following;

  private Occurrences(int size) {
    this.previous = new int[size];
    this.following = new int[size];
    Arrays.fill(following, NO_FOLLOWING);
  }

  /** Finds them for all selected events. */
  public static Occurrences of(SelectedEvents events) {
    return of(events, events.values());
  }

  /** Finds them for all selected events, with these in place of the events' own values. */
  public static Occurrences of(SelectedEvents events, long[] values) {
    return of(events, numbered(values));
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * Finds them for all selected events.
   *
   * @param values the value of each event as a number from 0 on, below the number of events
   */
  static Occurrences of(SelectedEvents events, int[] values) {
    Occurrences found = new Occurrences(values.length);
    int[] newest = new int[largest(values) + 1];
    Arrays.fill(newest, NO_PREVIOUS);
    for (int entity = 0; entity < events.timelines().entities(); entity++) {
      int start = events.start(entity);
      for (int event = start; event < events.start(entity + 1); event++) {
        int known = newest[values[event]];
        newest[values[event]] = event;
        if (known >= start) {
          found.previous[event] = known;
          found.following[known] = event;
        } else {
          found.previous[event] = NO_PREVIOUS;
        }
      }
    }
    return found;
  }

  /** Small numbers for the values: their distance from the smallest if these are few enough. */
  private static int[] numbered(long[] values) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    int[] numbers = new int[values.length];
    if (values.length > 0 && Long.compareUnsigned(max - min, 2L * values.length) < 0) {
      for (int i = 0; i < values.length; i++) {
        numbers[i] = (int) (values[i] - min);
      }
      return numbers;
    }
    LongIndex index = new LongIndex();
    for (int i = 0; i < values.length; i++) {
      numbers[i] = index.add(values[i]);
    }
    return numbers;
  }

  private static int largest(int[] numbers) {
    int largest = -1;
    for (int number : numbers) {
      largest = Math.max(largest, number);
    }
    return largest;
  }

  /** The number of the event before with the same value, or {@link #NO_PREVIOUS}. */
  public int[] previous() {
    return previous;
  }

  /** The number of the event after with the same value, or {@link #NO_FOLLOWING}. */
  public int[] following() {
    return following;
  }
}
