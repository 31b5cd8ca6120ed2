package dev.tandem.infra.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes will do in their own time. */
final class Patience {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Patience() {}

  /**
   * Returns once the condition is met.
   *
   * @throws IllegalStateException saying what was waited for, if it is not within a minute
   */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
