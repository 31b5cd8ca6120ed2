package dev.tandem.features.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Which node of a cluster keeps which hash slots. Safe for use by many threads. */
final class ClusterTable {
  private static final int NOBODY = -1;

  private final List<RedisNode> masters;
  private final List<List<RedisNode>> readers;
  private final short[] ownerOf;
  private final AtomicInteger turn = new AtomicInteger();

  private ClusterTable(List<RedisNode> masters, List<List<RedisNode>> readers, short[] ownerOf) {
    this.masters = masters;
    this.readers = readers;
    this.ownerOf = ownerOf;
  }

  /** Collects the nodes and slots of a table. Not thread-safe. */
  static final class Builder {
    private final List<RedisNode> masters = new ArrayList<>();
    private final List<List<RedisNode>> readers = new ArrayList<>();
    private final short[] ownerOf = new short[HashSlot.COUNT];

    Builder() {
      Arrays.fill(ownerOf, (short) NOBODY);
    }

    /**
     * Adds slots of a node.
     *
     * @param from the first slot
     * @param to the last slot
     * @param replicas the nodes that can answer reads in the master's place; may be none
     */
    void add(int from, int to, RedisNode master, List<RedisNode> replicas) {
      int owner = masters.indexOf(master);
      if (owner < 0) {
        owner = masters.size();
        masters.add(master);
        readers.add(replicas.isEmpty() ? List.of(master) : List.copyOf(replicas));
      }
      Arrays.fill(ownerOf, from, to + 1, (short) owner);
    }

    ClusterTable build() {
      return new ClusterTable(List.copyOf(masters), List.copyOf(readers), ownerOf);
    }
  }

  /** The nodes that are written to. */
  List<RedisNode> masters() {
    return masters;
  }

  /** The number in {@link #masters} of the node that keeps a slot; negative if nobody does. */
  int owner(int slot) {
    return ownerOf[slot];
  }

  /** True if others than {@link #masters} answer reads. */
  boolean hasReplicas() {
    return !masters.equals(allReaders());
  }

  /** The nodes that answer the reads of now, one in place of each of {@link #masters}. */
  RedisNode[] readers() {
    int now = turn.getAndIncrement() & Integer.MAX_VALUE;
    RedisNode[] chosen = new RedisNode[readers.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = readers.get(i).get(now % readers.get(i).size());
    }
    return chosen;
  }

  /** All nodes that may answer reads. */
  List<RedisNode> allReaders() {
    return readers.stream().flatMap(List::stream).toList();
  }

  /** True if the same nodes keep the same slots. */
  boolean agreesWith(ClusterTable other) {
    return masters.equals(other.masters)
        && readers.equals(other.readers)
        && Arrays.equals(ownerOf, other.ownerOf);
  }
}
