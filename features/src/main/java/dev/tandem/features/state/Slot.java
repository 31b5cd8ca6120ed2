package dev.tandem.features.state;

import dev.tandem.features.aggregate.WindowState;

/**
 * One part of a packed state: a run of entries, newest first, for the features that share it.
 *
 * <p>Every entry begins with a varint that says how much older it is than the one before, never 0;
 * a 0 ends the run; a run of at most one entry ends with it. What no window can reach from the cut
 * on is left out. Immutable.
 */
sealed interface Slot permits TileSlot, NewestSlot, DistinctSlot, OldestSlot, NewestTimeSlot {

  /** Prepares to write the slot of each entity of a shard. */
  EntityWriter folding(FoldedEvents events);

  /** Writes the slot of two disjoint sets of events together. */
  void merge(StateCursor a, long cutOfA, StateCursor b, long cutOfB, StateWriter out);

  /**
   * Reads the slot into the states of the features that share it, which are empty before.
   *
   * @param scratch at least {@link #scratch()} longs of any content
   */
  void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch);

  /** How many longs {@link #read} needs. */
  int scratch();

  /** All that decides about the bytes, for the layout's fingerprint. */
  String description();

  /** Writes the slot of one entity. */
  @FunctionalInterface
  interface EntityWriter {
    /** Writes the slot of an entity of the shard. */
    void write(int entity, StateWriter out);
  }
}
