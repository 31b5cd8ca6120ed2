package dev.tandem.serving.store;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An online store that stops asking another one for a while when most reads of late have failed:
 * callers learn at once what they would have waited for, and the store gets time to recover.
 *
 * <p>A read has failed if none of its keys was answered, so a cluster of which one node is gone
 * goes on answering for the others. Writes pass. It owns the other store and closes it.
 */
public final class CircuitBreakerOnlineStore implements OnlineStore {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerOnlineStore.class);
  private static final int TRIES = 3;

  private final OnlineStore store;
  private final CircuitBreaker breaker;

  private CircuitBreakerOnlineStore(OnlineStore store, CircuitBreaker breaker) {
    this.store = store;
    this.breaker = breaker;
  }

  /** A breaker before a store, closed at first: reads pass. */
  public static CircuitBreakerOnlineStore before(OnlineStore store, BreakerSettings settings) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "online store",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.reads())
                .minimumNumberOfCalls(settings.reads())
                .failureRateThreshold((float) (100 * settings.failedShare()))
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(TRIES)
                .writableStackTraceEnabled(false)
                .build());
    breaker.getEventPublisher().onStateTransition(CircuitBreakerOnlineStore::log);
    return new CircuitBreakerOnlineStore(store, breaker);
  }

  private static void log(CircuitBreakerOnStateTransitionEvent event) {
    switch (event.getStateTransition().getToState()) {
      case OPEN -> LOG.warn("the circuit breaker opens: most reads of the online store fail");
      case HALF_OPEN -> LOG.info("the circuit breaker lets {} reads through to try", TRIES);
      default -> LOG.info("the circuit breaker closes: the online store answers");
    }
  }

  // Hot path: OnlineStoreBenchmark.
  @Override
  public void read(StateBatch batch, Deadline deadline) {
    if (!breaker.tryAcquirePermission()) {
      batch.failed(
          new StoreUnavailableException(
              "read of "
                  + batch.size()
                  + " keys failed: the circuit breaker is open, since most reads of late failed;"
                  + " trying again is safe",
              null));
      return;
    }
    long start = System.nanoTime();
    try {
      store.read(batch, deadline);
    } catch (RuntimeException e) {
      breaker.releasePermission();
      throw e;
    }
    long nanos = System.nanoTime() - start;
    if (batch.failure().isPresent() && batch.unanswered() == batch.size()) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, batch.failure().get());
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public int putIfNewer(List<StoredState> states) {
    return store.putIfNewer(states);
  }

  @Override
  public int putWhile(Guard guard, List<StoredState> states) {
    return store.putWhile(guard, states);
  }

  /** True while reads fail without being tried. */
  public boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  @Override
  public void close() {
    store.close();
  }
}
