package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Something about the servers that was true when it was last looked up, and is looked up again when
 * it turns out to be so no more: by another thread, once for all who ask, and not sooner than
 * {@value #REST_MILLIS} ms after the last time. What is used is looked up again after {@value
 * #AGE_SECONDS} seconds in any case. Safe for use by many threads.
 */
final class Refreshed<T> {
  private static final long REST_MILLIS = 20;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
  private static final int AGE_SECONDS = 30;
  private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(AGE_SECONDS);

  private final Supplier<T> lookUp;
  private final Executor threads;
  private volatile T current;
  private CompletableFuture<T> latest;
  private boolean hasEnded;
  private volatile long latestNanos;

  /**
   * Nothing is known yet.
   *
   * @param lookUp takes as long as it takes, and fails with a {@link JedisException}
   */
  Refreshed(Supplier<T> lookUp, Executor threads) {
    this.lookUp = lookUp;
    this.threads = threads;
  }

  /**
   * What is known, looked up if nothing is.
   *
   * @throws JedisException if it cannot be looked up by the deadline
   */
  T current(Deadline deadline) {
    T known = current;
    if (known == null) {
      return await(refresh(), deadline);
    }
    if (System.nanoTime() - latestNanos > AGE_NANOS) {
      // For later callers: what has changed need not have failed.
      CompletableFuture<T> unused = refresh();
    }
    return known;
  }

  /**
   * What is known by now in place of what proved wrong; the same again if no more can be found out.
   */
  T insteadOf(T wrong, Deadline deadline) {
    T known = current;
    if (known != wrong) {
      return known;
    }
    try {
      return await(refresh(), deadline);
    } catch (JedisException stillUnknown) {
      return wrong;
    }
  }

  private synchronized CompletableFuture<T> refresh() {
    if (latest != null && !latest.isDone()) {
      return latest;
    }
    CompletableFuture<T> next = new CompletableFuture<>();
    latest = next;
    long rest = latestNanos + REST_NANOS - System.nanoTime();
    try {
      Executor then =
          hasEnded && rest > 0
              ? CompletableFuture.delayedExecutor(rest, TimeUnit.NANOSECONDS, threads)
              : threads;
      then.execute(() -> run(next));
    } catch (RejectedExecutionException closing) {
      next.completeExceptionally(new JedisConnectionException("the online store is closed"));
    }
    return next;
  }

  private void run(CompletableFuture<T> next) {
    try {
      T found = lookUp.get();
      current = found;
      ended();
      next.complete(found);
    } catch (RuntimeException e) {
      ended();
      next.completeExceptionally(e);
    }
  }

  private synchronized void ended() {
    hasEnded = true;
    latestNanos = System.nanoTime();
  }

  private T await(CompletableFuture<T> found, Deadline deadline) {
    try {
      return found.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new JedisConnectionException("did not find out in time which server to ask", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JedisConnectionException("interrupted while finding out which server to ask", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof JedisException known
          ? known
          : new JedisConnectionException(e.getCause());
    }
  }
}
