package dev.tandem.pipelines.keep;

import java.io.Serializable;

/**
 * How rows are sharded now and were before.
 *
 * @param before the number of shards of the earlier snapshot
 * @param now the number of shards of the next one
 * @param shardOf the shard of a row, in both
 */
public record Resharding(int before, int now, ShardOf shardOf) implements Serializable {
  boolean isNeeded() {
    return before != now;
  }
}
