package dev.tandem.features.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when an answer is of use, by this process's {@link System#nanoTime}. Immutable.
 *
 * <p>It is no time-out of a step: whatever is done for one request shares one deadline.
 */
public final class Deadline {
  private static final Deadline NONE = new Deadline(false, 0);

  private final boolean isSet;
  private final long atNanos;

  private Deadline(boolean isSet, long atNanos) {
    this.isSet = isSet;
    this.atNanos = atNanos;
  }

  /** An answer is of use whenever it comes. */
  public static Deadline none() {
    return NONE;
  }

  /** So long from now; zero or less has passed already. */
  public static Deadline after(Duration length) {
    return afterNanos(length.toNanos());
  }

  private static Deadline afterNanos(long nanos) {
    return new Deadline(true, System.nanoTime() + nanos);
  }

  /** True unless it is {@link #none}. */
  public boolean isSet() {
    return isSet;
  }

  /** How long it is until then; negative afterwards, {@link Long#MAX_VALUE} without a deadline. */
  public long nanosLeft() {
    return isSet ? atNanos - System.nanoTime() : Long.MAX_VALUE;
  }

  /** True if nothing done from now on is of use. */
  public boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  /** This deadline, or so long from now if that is earlier. */
  public Deadline within(Duration length) {
    return nanosLeft() <= length.toNanos() ? this : after(length);
  }

  /** How long it is until then in milliseconds, rounded up; 0 once it has passed. */
  public int millisLeft() {
    long nanos = nanosLeft();
    if (nanos <= 0) {
      return 0;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
