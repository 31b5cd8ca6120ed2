package dev.tandem.training.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** One thread for each row shard; the calling thread works on shard 0. */
final class ShardThreads implements AutoCloseable {
  private final int shards;
  private final ExecutorService workers;

  ShardThreads(int shards) {
    this.shards = shards;
    this.workers =
        Executors.newFixedThreadPool(
            Math.max(1, shards - 1),
            task -> {
              Thread thread = new Thread(task, "tandem-training-shard");
              thread.setDaemon(true);
              return thread;
            });
  }

  int shards() {
    return shards;
  }

  /** Runs the work of every shard and returns when all have ended. */
  void run(IntConsumer work) {
    List<Future<?>> others = new ArrayList<>(shards - 1);
    for (int shard = 1; shard < shards; shard++) {
      int number = shard;
      others.add(workers.submit(() -> work.accept(number)));
    }
    work.accept(0);
    others.forEach(ShardThreads::await);
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard of the training failed", e.getCause());
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
