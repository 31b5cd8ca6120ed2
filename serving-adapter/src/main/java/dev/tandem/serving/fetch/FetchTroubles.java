package dev.tandem.serving.fetch;

import dev.tandem.features.store.StateBatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the states that requests went without, and logs why, at most once in {@value
 * #QUIET_SECONDS} seconds. Safe for use by many threads.
 */
final class FetchTroubles {
  private static final Logger LOG = LoggerFactory.getLogger(FetchTroubles.class);
  private static final int QUIET_SECONDS = 10;

  private final LongAdder unavailable = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());

  /** Notes what an answer had to do without. */
  void note(FeatureVectors vectors) {
    FetchBuffers buffers = vectors.buffers();
    StateBatch states = buffers.states();
    states.failure().ifPresent(failure -> noteUnavailable(states, failure));
    buffers.problem().ifPresent(problem -> noteUnreadable(states, problem));
  }

  private void noteUnavailable(StateBatch states, RuntimeException failure) {
    unavailable.add(states.unanswered());
    if (mayLog()) {
      LOG.warn(
          "answered without {} of {} states; {} since the start: {}",
          states.unanswered(),
          states.size(),
          unavailable.sum(),
          failure.getMessage());
    }
  }

  private void noteUnreadable(StateBatch states, RuntimeException problem) {
    unreadable.add(states.unreadable());
    if (mayLog()) {
      LOG.warn(
          "could not read {} of {} states; {} since the start; materializing the view again"
              + " replaces them: {}",
          states.unreadable(),
          states.size(),
          unreadable.sum(),
          problem.getMessage());
    }
  }

  private boolean mayLog() {
    long now = System.nanoTime();
    long until = quietUntilNanos.get();
    return now - until >= 0
        && quietUntilNanos.compareAndSet(until, now + TimeUnit.SECONDS.toNanos(QUIET_SECONDS));
  }

  long unavailable() {
    return unavailable.sum();
  }

  long unreadable() {
    return unreadable.sum();
  }
}
