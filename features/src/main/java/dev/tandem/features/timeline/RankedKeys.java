package dev.tandem.features.timeline;

import dev.tandem.features.aggregate.KeyCounts;
import dev.tandem.features.aggregate.KeyHash;
import dev.tandem.features.aggregate.ValueBuckets;
import dev.tandem.features.table.CodePointOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys by which selected events are counted: values or buckets of them, numbered 0, 1, 2 … in
 * ascending order (strings by code point).
 *
 * <p>Built in time and memory that are linear in the events, but for sorting the distinct keys. The
 * arrays are shared with the caller, who must not change them. Immutable.
 */
public final class RankedKeys implements KeyCounts.Texts {
  private final int[] ranks;
  private final long[] keys;
  private final boolean texts;
  private final List<String> dictionary;

  private RankedKeys(int[] ranks, long[] keys, boolean texts, List<String> dictionary) {
    this.ranks = ranks;
    this.keys = keys;
    this.texts = texts;
    this.dictionary = dictionary;
  }

  // Hot path: SummariesBenchmark.
  /**
   * Ranks the keys of a selection's events.
   *
   * @param buckets the buckets of its numeric field that are keys, or empty if the values are
   */
  public static RankedKeys of(SelectedEvents events, Optional<ValueBuckets> buckets) {
    long[] keyOf = buckets.isPresent() ? events.buckets(buckets.get()) : events.values();
    LongIndex index = new LongIndex();
    int[] ranks = new int[keyOf.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = index.add(keyOf[i]);
    }
    long[] keys = index.keys();
    List<String> dictionary = events.dictionary();
    if (events.holdsText()) {
      sortCodes(keys, dictionary);
    } else {
      Arrays.sort(keys);
    }
    int[] rankOf = new int[keys.length];
    for (int rank = 0; rank < keys.length; rank++) {
      rankOf[index.find(keys[rank])] = rank;
    }
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = rankOf[ranks[i]];
    }
    return new RankedKeys(ranks, keys, events.holdsText(), dictionary);
  }

  private static void sortCodes(long[] keys, List<String> dictionary) {
    int[] codes = Arrays.stream(keys).mapToInt(code -> (int) code).toArray();
    IndexSort.sort(
        codes,
        0,
        codes.length,
        (a, b) -> CodePointOrder.compare(dictionary.get(a), dictionary.get(b)));
    Arrays.setAll(keys, i -> codes[i]);
  }

  /** The nearest events of the same entity with the same key, for each of the events. */
  public Occurrences occurrences(SelectedEvents events) {
    return Occurrences.of(events, ranks);
  }

  /** The number of distinct keys. */
  public int size() {
    return keys.length;
  }

  /** The rank of the key of each selected event. */
  public int[] ranks() {
    return ranks;
  }

  /** True if the keys are strings. */
  public boolean areTexts() {
    return texts;
  }

  /** The key of a rank, if keys are no strings. */
  public long key(int rank) {
    return keys[rank];
  }

  /** The key of a rank, if keys are strings. */
  @Override
  public String text(long rank) {
    return dictionary.get((int) keys[(int) rank]);
  }

  /** The {@link KeyHash} of the key of a rank. */
  public long hash(int rank) {
    return texts ? KeyHash.of(text(rank)) : KeyHash.of(keys[rank]);
  }
}
