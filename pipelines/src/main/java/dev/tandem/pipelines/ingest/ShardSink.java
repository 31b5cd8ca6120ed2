package dev.tandem.pipelines.ingest;

import dev.tandem.features.table.Table;

/** Takes the rows of a slice that belong to a shard. */
@FunctionalInterface
interface ShardSink {
  /**
   * Takes rows.
   *
   * @param lane {@link ReadSlice#EVENTS} or {@link ReadSlice#DEAD_LETTERS}
   */
  void accept(int shard, int lane, Table rows);
}
