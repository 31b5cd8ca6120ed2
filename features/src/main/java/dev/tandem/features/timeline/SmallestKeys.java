package dev.tandem.features.timeline;

/**
 * The keys of a growing run of events with the smallest hashes, ties by key: a heap with the
 * largest on top, which the next smaller one replaces. For one thread.
 */
public final class SmallestKeys {
  private final RankedKeys keys;
  private final Occurrences occurrences;
  private final int[] heap;
  private final long[] hashes;
  private int size;
  private int from = -1;
  private int to;

  /** Keeps at most so many. */
  public SmallestKeys(RankedKeys keys, Occurrences occurrences, int most) {
    this.keys = keys;
    this.occurrences = occurrences;
    this.heap = new int[most];
    this.hashes = new long[most];
  }

  // Hot path: SummariesBenchmark.
  /** Goes to the keys of the events {@code [first, end)}. */
  public void moveTo(int first, int end) {
    if (first != from || end < to) {
      size = 0;
      from = first;
      to = first;
    }
    for (; to < end; to++) {
      if (occurrences.previous()[to] < from) {
        offer(keys.ranks()[to]);
      }
    }
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The rank of one of them. */
  public int rank(int i) {
    return heap[i];
  }

  private void offer(int rank) {
    long hash = keys.hash(rank);
    if (size < heap.length) {
      place(up(size++, hash, rank), hash, rank);
    } else if (isLarger(0, hash, rank)) {
      place(down(hash, rank), hash, rank);
    }
  }

  private int up(int from, long hash, int rank) {
    int hole = from;
    while (hole > 0 && !isLarger((hole - 1) >>> 1, hash, rank)) {
      int parent = (hole - 1) >>> 1;
      place(hole, hashes[parent], heap[parent]);
      hole = parent;
    }
    return hole;
  }

  private int down(long hash, int rank) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && isLarger(child + 1, hashes[child], heap[child])) {
        child++;
      }
      if (!isLarger(child, hash, rank)) {
        break;
      }
      place(hole, hashes[child], heap[child]);
      hole = child;
    }
    return hole;
  }

  private void place(int at, long hash, int rank) {
    hashes[at] = hash;
    heap[at] = rank;
  }

  /** True if the key at a place of the heap comes after another one. */
  private boolean isLarger(int at, long hash, int rank) {
    int order = Long.compareUnsigned(hashes[at], hash);
    return order != 0 ? order > 0 : heap[at] > rank;
  }
}
