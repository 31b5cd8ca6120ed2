package dev.tandem.serving.store;

import java.util.concurrent.atomic.AtomicBoolean;

/** What the store had under a key, and when it said so. */
final class CachedState {
  private static final int OVERHEAD = 120;

  private final byte[] state;
  private final long readNanos;
  private final AtomicBoolean isBeingRefreshed = new AtomicBoolean();

  /**
   * What was read.
   *
   * @param state null if there was nothing
   */
  CachedState(byte[] state, long readNanos) {
    this.state = state;
    this.readNanos = readNanos;
  }

  /** The state, or null if there was none. */
  byte[] state() {
    return state;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - readNanos;
  }

  /** True for the first who asks. */
  boolean claimRefresh() {
    return !isBeingRefreshed.get() && isBeingRefreshed.compareAndSet(false, true);
  }

  /** Lets another one claim it. */
  void refreshFailed() {
    isBeingRefreshed.set(false);
  }

  int bytes() {
    return OVERHEAD + (state == null ? 0 : state.length);
  }
}
