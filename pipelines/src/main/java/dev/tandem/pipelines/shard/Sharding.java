package dev.tandem.pipelines.shard;

import dev.tandem.features.table.Table;
import java.util.function.BiConsumer;

/** Cuts a table into one table per shard. */
public final class Sharding {
  private Sharding() {}

  // Hot path: ChunkBenchmark.
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
    int[] fill = starts.clone();
    int[] places = new int[rows];
    for (int row = 0; row < rows; row++) {
      places[row] = fill[shardOf[row]]++;
    }
    // Reads each column once from its beginning to its end, and not once for each shard.
    Table byShard = table.scatter(places);
    for (int shard = 0; shard < shards; shard++) {
      if (starts[shard] < starts[shard + 1]) {
        to.accept(shard, byShard.range(starts[shard], starts[shard + 1]));
      }
    }
  }
}
