package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.KeyCounts;
import dev.tandem.features.timeline.RankedKeys;

/** How often each key occurs in a sliding window, with the list of those that do. */
final class SlidingCounts extends SlidingWindow {
  private final RankedKeys keys;
  private final int[] rankOf;
  private final int[] counts;
  private final int[] place;
  private final int[] present;
  private int size;

  /** Counts in no events yet. */
  SlidingCounts(RankedKeys keys) {
    this.keys = keys;
    this.rankOf = keys.ranks();
    this.counts = new int[keys.size()];
    this.place = new int[keys.size()];
    this.present = new int[keys.size()];
  }

  // Hot path: SummariesBenchmark.
  @Override
  void enter(int event) {
    int rank = rankOf[event];
    if (counts[rank]++ == 0) {
      place[rank] = size;
      present[size++] = rank;
    }
  }

  // Hot path: SummariesBenchmark.
  @Override
  void leave(int event) {
    int rank = rankOf[event];
    if (--counts[rank] == 0) {
      int last = present[--size];
      present[place[rank]] = last;
      place[last] = place[rank];
    }
  }

  // Hot path: SummariesBenchmark.
  /** Hands over the counts of all keys. */
  void copyTo(KeyCounts out) {
    for (int i = 0; i < size; i++) {
      copy(present[i], out);
    }
  }

  /** Hands over the count of the key of a rank. */
  void copy(int rank, KeyCounts out) {
    out.add(keys.areTexts() ? rank : keys.key(rank), counts[rank]);
  }
}
