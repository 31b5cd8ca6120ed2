package dev.tandem.pipelines.keep;

import dev.tandem.features.table.Table;
import java.io.Serializable;

/** Says to which of a number of shards each row of a table belongs. */
@FunctionalInterface
public interface ShardOf extends Serializable {
  /** The shard in {@code [0, shards)} of each row. */
  int[] rows(Table table, int shards);
}
