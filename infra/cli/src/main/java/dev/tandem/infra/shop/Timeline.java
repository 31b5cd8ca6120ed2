package dev.tandem.infra.shop;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What is pending, by time; moments of the same millisecond in the order in which they were added.
 * Not thread-safe.
 */
final class Timeline {
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          Comparator.comparingLong(Pending::time).thenComparingLong(Pending::order));
  private long added;
  private int peak;

  private record Pending(long time, long order, Moment moment) {}

  void add(Moment moment) {
    pending.add(new Pending(moment.time(), added++, moment));
    peak = Math.max(peak, pending.size());
  }

  /** True if something is pending before this instant. */
  boolean hasBefore(long instant) {
    return !pending.isEmpty() && pending.peek().time() < instant;
  }

  /** Removes and returns the next moment; fails if none is pending. */
  Moment next() {
    return pending.remove().moment();
  }

  /** The largest number of moments that were ever pending at once. */
  int peak() {
    return peak;
  }
}
