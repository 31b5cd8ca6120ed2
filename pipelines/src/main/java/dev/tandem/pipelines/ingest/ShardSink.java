package dev.tandem.pipelines.ingest;

import dev.tandem.features.table.Table;

/** Takes the rows of a slice that belong to a shard. */
@FunctionalInterface
public interface ShardSink {
  /** The lane of good rows. */
  int EVENTS = 0;

  /** The lane of dead letters. */
  int DEAD_LETTERS = 1;

  /**
   * Takes rows.
   *
   * @param lane {@link #EVENTS} or {@link #DEAD_LETTERS}
   */
  void accept(int shard, int lane, Table rows);
}
