package dev.tandem.pipelines.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the shards of a shuffle, to be worked on together.
 *
 * @param from the first
 * @param end the one after the last
 */
public record ShardRange(int from, int end) implements Serializable {
  /** All of so many shards. */
  public static ShardRange all(int shards) {
    return new ShardRange(0, shards);
  }

  /** Cuts shards into ranges of about equal size, as many as wanted but none empty. */
  public static List<ShardRange> cut(int shards, long wanted) {
    int ranges = (int) Math.max(1, Math.min(shards, wanted));
    List<ShardRange> cut = new ArrayList<>();
    for (int range = 0; range < ranges; range++) {
      int from = (int) ((long) shards * range / ranges);
      cut.add(new ShardRange(from, (int) ((long) shards * (range + 1) / ranges)));
    }
    return cut;
  }

  /** True if a shard is one of them. */
  public boolean contains(int shard) {
    return from <= shard && shard < end;
  }
}
