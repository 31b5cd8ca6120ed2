package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.pointintime.FeatureReading.StateReading;
import dev.tandem.features.timeline.RankedKeys;
import dev.tandem.features.timeline.SmallestKeys;
import java.util.Optional;

/** Reads how often each key occurs in a window, fastest row after row. For one thread. */
final class KeyCountsReading implements StateReading {
  private final RankedKeys keys;
  private final SlidingCounts counts;
  private final Optional<Bound> bound;

  /** What is kept if there are too many keys. */
  record Bound(KeptEvents kept, SmallestKeys smallest) {}

  /**
   * A reading of one window.
   *
   * @param bound empty if there are no more keys than may be kept
   */
  KeyCountsReading(RankedKeys keys, SlidingCounts counts, Optional<Bound> bound) {
    this.keys = keys;
    this.counts = counts;
    this.bound = bound;
  }

  // Hot path: SummariesBenchmark.
  @Override
  public void read(WindowState window, int state, int row, int from, int to) {
    window.counts().texts(keys);
    if (from == to) {
      return;
    }
    if (bound.isEmpty()) {
      counts.moveTo(from, to);
      counts.copyTo(window.counts());
    } else {
      readBounded(window, row, from, to, bound.get());
    }
  }

  private void readBounded(WindowState window, int row, int from, int to, Bound of) {
    int first = Math.max(from, of.kept().first(row));
    counts.moveTo(first, to);
    if (!of.kept().areCrowded(row)) {
      counts.copyTo(window.counts());
      return;
    }
    of.smallest().moveTo(first, to);
    for (int i = 0; i < of.smallest().size(); i++) {
      counts.copy(of.smallest().rank(i), window.counts());
    }
  }
}
