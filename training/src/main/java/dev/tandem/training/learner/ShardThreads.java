package dev.tandem.training.learner;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * One thread for each row shard; the calling thread works on shard 0. The threads wait at a phaser
 * between two pieces of work, so that handing them one allocates nothing.
 */
final class ShardThreads implements AutoCloseable {
  private final int shards;
  private final Phaser gate;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private IntConsumer work = shard -> {};

  ShardThreads(int shards) {
    this.shards = shards;
    this.gate = new Phaser(shards);
    for (int shard = 1; shard < shards; shard++) {
      int number = shard;
      Thread thread = new Thread(() -> serve(number), "tandem-training-shard-" + shard);
      thread.setDaemon(true);
      thread.start();
    }
  }

  int shards() {
    return shards;
  }

  /** Runs the work of every shard and returns when all have ended. */
  // Hot path: twice per step.
  void run(IntConsumer next) {
    work = next;
    gate.arriveAndAwaitAdvance();
    attempt(0);
    gate.arriveAndAwaitAdvance();
    Throwable failed = failure.getAndSet(null);
    if (failed != null) {
      throw new IllegalStateException("a shard of the training failed", failed);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("the training was interrupted");
    }
  }

  private void serve(int shard) {
    while (gate.arriveAndAwaitAdvance() >= 0) {
      attempt(shard);
      gate.arriveAndAwaitAdvance();
    }
  }

  private void attempt(int shard) {
    try {
      work.accept(shard);
    } catch (RuntimeException | Error e) {
      // Whatever it is, the others must not wait for ever; the caller hears of the first.
      failure.compareAndSet(null, e);
    }
  }

  /** Ends the threads; none may be at work. */
  @Override
  public void close() {
    gate.forceTermination();
  }
}
