package dev.tandem.serving.edge;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests that have begun, so that a server finishes them before it ends. Thread-safe.
 */
public final class RequestGate {
  // One party for the gate itself and one for each request that has begun.
  private final Phaser begun = new Phaser(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger inside = new AtomicInteger();

  /** True if a request may begin; who was let in calls {@link #leave} in the end. */
  public boolean enter() {
    if (closed.get() || begun.register() < 0) {
      return false;
    }
    inside.incrementAndGet();
    return true;
  }

  /** A request that was let in has ended. */
  public void leave() {
    inside.decrementAndGet();
    begun.arriveAndDeregister();
  }

  /** How many requests have begun and not ended. */
  public int inside() {
    return inside.get();
  }

  /** True once nobody is let in any more. */
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Lets nobody in any more and waits for those inside.
   *
   * @return true if all have left in time; a second call does not wait
   */
  public boolean close(Duration grace) {
    if (!closed.compareAndSet(false, true)) {
      return true;
    }
    int phase = begun.arriveAndDeregister();
    try {
      begun.awaitAdvanceInterruptibly(phase, grace.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
