package dev.tandem.pipelines.shard;

/** How many shards a number of rows is cut into; derived from the rows, never from threads. */
public final class ShardCount {
  /** Enough work for one shard to be worth its overhead, and few enough rows to sort in memory. */
  private static final long ROWS_PER_SHARD = 300_000;

  private static final int FEWEST = 4;

  private ShardCount() {}

  /** The number of shards for {@code rows} rows. */
  public static int forRows(long rows) {
    return (int) Math.max(FEWEST, Math.min(1 << 16, rows / ROWS_PER_SHARD + 1));
  }
}
