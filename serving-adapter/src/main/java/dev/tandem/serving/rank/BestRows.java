package dev.tandem.serving.rank;

/**
 * The rows with the greatest scores, the greatest first. Of equal scores that of the earlier row
 * comes first; NaN comes after all numbers.
 */
final class BestRows {
  private final double[] scores;
  // A heap whose root is the row that comes last of those kept.
  private final int[] heap;
  private int size;

  private BestRows(double[] scores, int count) {
    this.scores = scores;
    this.heap = new int[count];
  }

  // Hot path: RankBenchmark.
  /** The first {@code count} rows in order, or all if there are no more. */
  static int[] of(double[] scores, int count) {
    BestRows best = new BestRows(scores, Math.min(count, scores.length));
    for (int row = 0; row < scores.length && best.heap.length > 0; row++) {
      best.offer(row);
    }
    for (best.size = best.heap.length; best.size > 1; ) {
      int last = best.heap[0];
      best.size--;
      best.sink(0, best.heap[best.size]);
      best.heap[best.size] = last;
    }
    return best.heap;
  }

  private void offer(int row) {
    if (size < heap.length) {
      rise(size++, row);
    } else if (isBefore(row, heap[0])) {
      sink(0, row);
    }
  }

  private boolean isBefore(int a, int b) {
    double x = scores[a];
    double y = scores[b];
    if (x > y) {
      return true;
    }
    if (x < y) {
      return false;
    }
    boolean aIsNumber = !Double.isNaN(x);
    boolean bIsNumber = !Double.isNaN(y);
    return aIsNumber == bIsNumber ? a < b : aIsNumber;
  }

  private void rise(int from, int row) {
    int place = from;
    while (place > 0 && isBefore(heap[(place - 1) / 2], row)) {
      heap[place] = heap[(place - 1) / 2];
      place = (place - 1) / 2;
    }
    heap[place] = row;
  }

  private void sink(int from, int row) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && isBefore(heap[child], heap[child + 1])) {
        child++;
      }
      if (!isBefore(row, heap[child])) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = row;
  }
}
