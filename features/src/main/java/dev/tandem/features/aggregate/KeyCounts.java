package dev.tandem.features.aggregate;

import java.util.Arrays;

/**
 * How often each key occurs in a window, each key once and in any order. Mutable and reused, for
 * one thread.
 *
 * <p>A key is a long in the order of what it stands for: a number, a bucket, or a place of a text.
 */
public final class KeyCounts {
  private long[] keys = new long[8];
  private long[] counts = new long[8];
  private int[] best = new int[1];
  private int size;
  private long total;
  private Texts texts;

  /** Says which texts keys stand for. */
  @FunctionalInterface
  public interface Texts {
    /** The text of a key. */
    String text(long key);
  }

  /** Forgets all keys. */
  public void clear() {
    size = 0;
    total = 0;
  }

  // Hot path: SummariesBenchmark.
  /**
   * Adds a key that is not there yet.
   *
   * @throws NumberOverflowException if all counts together leave 64 bits
   */
  public void add(long key, long count) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    keys[size] = key;
    counts[size++] = count;
    total = Tally.COUNT.merge(total, count);
  }

  /** Says where the texts of the keys are found. */
  public void texts(Texts ofKeys) {
    texts = ofKeys;
  }

  /** The number of keys. */
  public int size() {
    return size;
  }

  /** The sum of all counts. */
  public long total() {
    return total;
  }

  /** The key with a number in {@code [0, size)}. */
  public long key(int i) {
    return keys[i];
  }

  /** How often it occurs. */
  public long count(int i) {
    return counts[i];
  }

  /** The text of the key with a number. */
  public String text(int i) {
    return texts.text(keys[i]);
  }

  // Hot path: SummariesBenchmark.
  /**
   * Finds the most frequent keys, ties by the smaller key.
   *
   * @return their numbers, the most frequent first: {@code min(limit, size)} of them in an array
   *     that may be longer and is valid until the next call
   */
  public int[] mostFrequent(int limit) {
    if (best.length < limit) {
      best = new int[limit];
    }
    int found = 0;
    for (int i = 0; i < size; i++) {
      int place = found;
      if (found < limit) {
        found++;
      } else if (isBefore(i, best[limit - 1])) {
        place--;
      } else {
        continue;
      }
      for (; place > 0 && isBefore(i, best[place - 1]); place--) {
        best[place] = best[place - 1];
      }
      best[place] = i;
    }
    return best;
  }

  private boolean isBefore(int a, int b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : keys[a] < keys[b];
  }

  // Hot path: SummariesBenchmark. A quickselect by weight; changes the order of the keys.
  /**
   * The key of the occurrence with a rank in {@code [0, total)}, the smallest key having the first
   * ranks.
   */
  public long keyOfRank(long rank) {
    int low = 0;
    int high = size - 1;
    long rest = rank;
    while (low < high) {
      long pivot = keys[(low + high) >>> 1];
      int smaller = low;
      int larger = high;
      long below = 0;
      while (smaller <= larger) {
        if (keys[smaller] < pivot) {
          below += counts[smaller++];
        } else if (keys[larger] >= pivot) {
          larger--;
        } else {
          swap(smaller, larger);
        }
      }
      if (rest < below) {
        high = smaller - 1;
        continue;
      }
      rest -= below;
      // The pivot is the smallest of those that are left; it comes first, so that one leaves.
      low = pivotFirst(smaller, high, pivot);
      if (rest < counts[low]) {
        return pivot;
      }
      rest -= counts[low++];
    }
    return keys[low];
  }

  private int pivotFirst(int from, int to, long pivot) {
    int at = from;
    while (at < to && keys[at] != pivot) {
      at++;
    }
    swap(from, at);
    return from;
  }

  private void swap(int a, int b) {
    long key = keys[a];
    long count = counts[a];
    keys[a] = keys[b];
    counts[a] = counts[b];
    keys[b] = key;
    counts[b] = count;
  }
}
