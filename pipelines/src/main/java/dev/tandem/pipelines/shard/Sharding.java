package dev.tandem.pipelines.shard;

import dev.tandem.features.table.Table;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Cuts a table into one table per shard. */
public final class Sharding {
  private Sharding() {}

  /**
   * Hands over the rows of each shard that has any, in the order of the shards; rows keep their
   * order.
   *
   * @param rows how many of the table's rows take part, counted from the first
   * @param shardOf the shard of each of these rows, in {@code [0, shards)}
   */
  public static void split(
      Table table, int rows, int[] shardOf, int shards, BiConsumer<Integer, Table> to) {
    int[] starts = new int[shards + 1];
    for (int row = 0; row < rows; row++) {
      starts[shardOf[row] + 1]++;
    }
    for (int shard = 0; shard < shards; shard++) {
      starts[shard + 1] += starts[shard];
    }
    int[] byShard = new int[rows];
    int[] fill = starts.clone();
    for (int row = 0; row < rows; row++) {
      byShard[fill[shardOf[row]]++] = row;
    }
    for (int shard = 0; shard < shards; shard++) {
      if (starts[shard] < starts[shard + 1]) {
        int[] selected = Arrays.copyOfRange(byShard, starts[shard], starts[shard + 1]);
        to.accept(shard, table.select(selected));
      }
    }
  }
}
