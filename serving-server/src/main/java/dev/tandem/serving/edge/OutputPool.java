package dev.tandem.serving.edge;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** Arrays for answers that are used again, as many as requests are worked on. Thread-safe. */
public final class OutputPool {
  private static final int FIRST_CAPACITY = 1 << 16;
  // A rare giant answer must not hold its memory for ever.
  private static final int LARGEST_KEPT = 8 << 20;

  private final Queue<OutputBytes> spare;

  /** A pool that keeps up to {@code count} arrays, none of more than 8 MiB. */
  public OutputPool(int count) {
    this.spare = new ArrayBlockingQueue<>(count);
  }

  /** Empty bytes, to be given back. */
  public OutputBytes take() {
    OutputBytes known = spare.poll();
    return known == null ? new OutputBytes(FIRST_CAPACITY) : known;
  }

  /** Takes bytes back that nobody reads any more. */
  public void give(OutputBytes bytes) {
    if (bytes.capacity() <= LARGEST_KEPT) {
      bytes.clear();
      spare.offer(bytes);
    }
  }
}
