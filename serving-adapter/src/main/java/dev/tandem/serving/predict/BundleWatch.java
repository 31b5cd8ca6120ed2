package dev.tandem.serving.predict;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes live models at an interval on a thread of its own, one after the other. It borrows the
 * models: close it before them.
 */
public final class BundleWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BundleWatch.class);

  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> looks;

  private BundleWatch(ScheduledExecutorService thread, ScheduledFuture<?> looks) {
    this.thread = thread;
    this.looks = looks;
  }

  /**
   * Begins to watch.
   *
   * @param interval between the end of one look and the beginning of the next; above 0
   */
  public static BundleWatch start(List<LiveModel> models, Duration interval) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "tandem-bundles");
              daemon.setDaemon(true);
              return daemon;
            });
    List<LiveModel> watched = List.copyOf(models);
    ScheduledFuture<?> looks =
        thread.scheduleWithFixedDelay(
            () -> watched.forEach(BundleWatch::refresh),
            interval.toNanos(),
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
    return new BundleWatch(thread, looks);
  }

  // An exception would end the schedule, and with it every later version.
  private static void refresh(LiveModel model) {
    try {
      model.refresh();
    } catch (RuntimeException e) {
      log.error("looking for a new version in {} failed", model.directory(), e);
    }
  }

  /** Stops looking; waits for a look that has begun. */
  @Override
  public void close() {
    looks.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        log.warn("a bundle is still being opened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
