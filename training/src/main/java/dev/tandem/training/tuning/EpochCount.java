package dev.tandem.training.tuning;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The epochs of a search: how many it may take at most, and how many are behind it. */
final class EpochCount {
  private final long all;
  private final AtomicLong done = new AtomicLong();

  private EpochCount(long all) {
    this.all = all;
  }

  static EpochCount of(SearchMethod method, int trials, List<Integer> budgets) {
    long all = 0;
    int before = 0;
    int going = trials;
    for (int budget : budgets) {
      all += (long) going * (budget - before);
      before = budget;
      going = Math.min(going, method.survivors(going) + 1);
    }
    return new EpochCount(all);
  }

  /** So many more are done, or not needed. */
  void add(long epochs) {
    done.addAndGet(epochs);
  }

  long done() {
    return done.get();
  }

  long all() {
    return all;
  }
}
