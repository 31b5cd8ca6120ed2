package dev.tandem.training.learner;

import java.util.concurrent.Semaphore;

/**
 * Copies the rows of the next step together while the current one runs: the next step is expected
 * to take the rows that follow in the same order. One thread calls it; another, its own, copies.
 */
final class BatchFeed implements AutoCloseable {
  private final int batchSize;
  private final Thread thread;
  private final Semaphore asked = new Semaphore(0);
  private final Semaphore answered = new Semaphore(0);
  private Batch current;
  private Batch ahead;
  private int[] order = {};
  private int from;
  private int count;
  private boolean expected;
  private Throwable failure;
  private volatile boolean closed;

  /**
   * A feed that fills the two batches by turns; a step is expected to take {@code batchSize} rows.
   */
  BatchFeed(Batch one, Batch other, int batchSize) {
    this.current = one;
    this.ahead = other;
    this.batchSize = batchSize;
    this.thread = new Thread(this::serve, "tandem-training-rows");
    thread.setDaemon(true);
    thread.start();
  }

  /** The rows {@code of[start, start + rows)}, until the next call. */
  // Hot path: once per step.
  Batch take(int[] of, int start, int rows) {
    boolean fetched = await();
    if (failure != null) {
      throw new IllegalStateException("reading the rows of a step failed", failure);
    }
    if (!(fetched && of == order && start == from && rows == count)) {
      ahead.load(of, start, rows);
    }
    Batch taken = ahead;
    ahead = current;
    current = taken;
    order = of;
    from = start + rows;
    count = Math.min(batchSize, of.length - from);
    if (count > 0) {
      expected = true;
      asked.release();
    }
    return taken;
  }

  /** Waits for what was asked for; false if nothing was. */
  private boolean await() {
    if (!expected) {
      return false;
    }
    answered.acquireUninterruptibly();
    expected = false;
    return true;
  }

  private void serve() {
    asked.acquireUninterruptibly();
    while (!closed) {
      try {
        ahead.load(order, from, count);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      answered.release();
      asked.acquireUninterruptibly();
    }
  }

  /** Ends the thread, after which it reads no row. */
  @Override
  public void close() {
    await();
    closed = true;
    asked.release();
  }
}
