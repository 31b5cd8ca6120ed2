package dev.tandem.serving.store;

import java.time.Duration;
import java.util.Set;

/**
 * Which states a local cache keeps, and how long.
 *
 * @param views the views whose states it keeps; those of many rows' entities are worth it, such as
 *     those of items
 * @param bytes about how much memory the states and their keys may take
 * @param freshFor how long a state is answered without asking the store
 * @param staleFor how long after that it still is answered, while it is read again for later
 *     requests
 */
public record CacheSettings(Set<String> views, long bytes, Duration freshFor, Duration staleFor) {
  private static final long BYTES = 256L << 20;
  private static final Duration FRESH_FOR = Duration.ofSeconds(1);
  private static final Duration STALE_FOR = Duration.ofSeconds(10);

  public CacheSettings {
    views = Set.copyOf(views);
    if (views.isEmpty()) {
      throw new IllegalArgumentException("views: found none, allowed: 1 or more");
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes: found " + bytes + ", allowed: 1 or more");
    }
    if (freshFor.isNegative() || staleFor.isNegative()) {
      throw new IllegalArgumentException(
          "found " + freshFor + " and " + staleFor + ", allowed: 0 or more");
    }
  }

  /** 256 MiB of the states of some views, fresh for 1 second and stale for 10 more. */
  public static CacheSettings of(Set<String> views) {
    return new CacheSettings(views, BYTES, FRESH_FOR, STALE_FOR);
  }

  /** The same with another size. */
  public CacheSettings withBytes(long newBytes) {
    return new CacheSettings(views, newBytes, freshFor, staleFor);
  }

  /** The same with other lengths of time. */
  public CacheSettings withAges(Duration newFreshFor, Duration newStaleFor) {
    return new CacheSettings(views, bytes, newFreshFor, newStaleFor);
  }
}
