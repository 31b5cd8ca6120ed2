package dev.tandem.serving.predict;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A predictor that closes when nobody holds it any more. Whoever makes it is its first holder.
 * Thread-safe.
 */
final class HeldPredictor {
  private final Predictor predictor;
  private final AtomicInteger holders = new AtomicInteger(1);

  HeldPredictor(Predictor predictor) {
    this.predictor = predictor;
  }

  /** The predictor, for its holders. */
  Predictor predictor() {
    return predictor;
  }

  /** Adds a holder; false if the last one has gone already. */
  boolean hold() {
    int now = holders.get();
    while (now > 0) {
      if (holders.compareAndSet(now, now + 1)) {
        return true;
      }
      now = holders.get();
    }
    return false;
  }

  /** Takes a holder away, and closes the predictor if it was the last one. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      predictor.close();
    }
  }
}
