package dev.tandem.infra.shop;

import java.time.Duration;
import java.time.Instant;

/**
 * What to simulate. The same options always give the same bytes, on every platform.
 *
 * @param impressions how many items are shown altogether
 * @param users how many customers there are
 * @param items how many items are on offer
 * @param days how many days the log covers, from {@link #START} on; what would happen later is not
 *     in the log
 * @param seed chooses one of the possible shops and histories
 * @param dirtyShare how many dirty rows to add to the event log for each clean one, in [0, 0.5]
 */
public record ShopOptions(
    long impressions, int users, int items, int days, long seed, double dirtyShare) {
  /** The first instant of every simulated log, a Monday. */
  public static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

  public ShopOptions {
    require(impressions >= 1, "impressions", Long.toString(impressions), "at least 1");
    require(users >= 1, "users", Integer.toString(users), "at least 1");
    require(items >= 1, "items", Integer.toString(items), "at least 1");
    require(
        days >= 1 && days <= 3650, "days", Integer.toString(days), "from 1 to 3650 (ten years)");
    require(
        dirtyShare >= 0 && dirtyShare <= 0.5,
        "dirty share",
        Double.toString(dirtyShare),
        "from 0 to 0.5");
  }

  /**
   * A shop of a size that suits so many impressions: a user for every 100 and an item for every
   * 300, over 35 days, with one dirty row in a hundred.
   */
  public static ShopOptions of(long impressions) {
    return new ShopOptions(impressions, usersFor(impressions), itemsFor(impressions), 35, 1, 0.01);
  }

  /** A user for every 100 impressions, at least 20. */
  public static int usersFor(long impressions) {
    return (int) Math.min(50_000_000, Math.max(20, impressions / 100));
  }

  /** An item for every 300 impressions, at least 30. */
  public static int itemsFor(long impressions) {
    return (int) Math.min(10_000_000, Math.max(30, impressions / 300));
  }

  /** The instant at which the log ends, exclusive: UTC epoch milliseconds. */
  long endMillis() {
    return START.plus(Duration.ofDays(days)).toEpochMilli();
  }

  private static void require(boolean holds, String name, String found, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": found " + found + ", allowed: " + allowed);
    }
  }
}
