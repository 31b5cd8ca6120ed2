package dev.tandem.pipelines.events;

import dev.tandem.features.table.Table;
import dev.tandem.pipelines.shard.ShardHash;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A set of entities by the hashes of their keys, small enough to travel. It may take an entity for
 * a member that is none, but never the other way round, and always takes the same ones. Not
 * thread-safe.
 */
public final class KeySet implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS_PER_KEY = 32;
  private static final int FEWEST_BITS = 10;
  private static final int MOST_BITS = 25;

  private final List<String> keys;
  private final int shift;
  private final BitSet members = new BitSet();

  /**
   * An empty set.
   *
   * @param keys the names of the key fields
   * @param expected about how many members it will have
   */
  public KeySet(List<String> keys, long expected) {
    long wanted = Math.max(1, expected) * BITS_PER_KEY;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(wanted - 1);
    this.keys = List.copyOf(keys);
    this.shift = Long.SIZE - Math.max(FEWEST_BITS, Math.min(MOST_BITS, bits));
  }

  /** Adds the entities of all rows. */
  public void addAll(Table rows) {
    for (long hash : ShardHash.hashes(rows, rows.rows(), keys)) {
      members.set((int) (hash >>> shift));
    }
  }

  /** True if nothing was added. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The rows of members. */
  public Table membersOf(Table rows) {
    long[] hashes = ShardHash.hashes(rows, rows.rows(), keys);
    int[] chosen = new int[hashes.length];
    int count = 0;
    for (int row = 0; row < hashes.length; row++) {
      if (members.get((int) (hashes[row] >>> shift))) {
        chosen[count++] = row;
      }
    }
    return count == hashes.length ? rows : rows.select(Arrays.copyOf(chosen, count));
  }
}
