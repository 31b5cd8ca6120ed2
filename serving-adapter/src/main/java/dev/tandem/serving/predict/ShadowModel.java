package dev.tandem.serving.predict;

import dev.tandem.serving.fetch.FeatureVectors;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that scores what another has answered, and is heard by a listener alone: on one thread,
 * after the answer, and not at all while its queue is full. It neither delays nor fails a request.
 *
 * <p>Thread-safe. Owns its model.
 */
public final class ShadowModel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShadowModel.class);

  private final LiveModel model;
  private final ShadowListener listener;
  private final ThreadPoolExecutor thread;
  private final LongAdder scored = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder failed = new LongAdder();

  private ShadowModel(LiveModel model, ShadowListener listener, int queue) {
    this.model = model;
    this.listener = listener;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              Thread daemon = new Thread(task, "tandem-shadow");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * A shadow that begins to score.
   *
   * @param queue how many requests wait at most; 1 or more
   */
  public static ShadowModel start(LiveModel model, ShadowListener listener, int queue) {
    return new ShadowModel(model, listener, queue);
  }

  /**
   * How many requests it has met.
   *
   * @param scored those that the listener has heard of
   * @param dropped those that came while the queue was full
   * @param failed those that the model or the listener failed on
   */
  public record Counts(long scored, long dropped, long failed) {}

  /** How many requests it has met. */
  public Counts counts() {
    return new Counts(scored.sum(), dropped.sum(), failed.sum());
  }

  /** The model that it scores with. */
  public LiveModel model() {
    return model;
  }

  /** Scores rows later, or never; takes over the features. */
  void offer(FeatureVectors features, Predictions answered) {
    try {
      thread.execute(() -> score(features, answered));
    } catch (RejectedExecutionException e) {
      dropped.increment();
      features.close();
    }
  }

  private void score(FeatureVectors features, Predictions answered) {
    try (features) {
      listener.scored(answered, model.predict(features.values()));
      scored.increment();
    } catch (RuntimeException e) {
      failed.increment();
      if (failed.sum() == 1) {
        log.error("the shadow model {} failed, further failures are counted", model.directory(), e);
      }
    }
  }

  /** Scores what waits, for up to a minute, then closes the model. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        log.warn("closing with {} requests unscored by the shadow", thread.getQueue().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    model.close();
  }
}
