package dev.tandem.features.state;

/**
 * One part of a packed state: a run of entries for the features that share it.
 *
 * <p>Every entry begins with a varint that says how much older it is than another one, never 0; a 0
 * ends the run, so that a slot of no events is the one byte 0; a run of at most one entry ends with
 * it. Entries are newest first, but those of keys in order of the keys. What no window can reach
 * from the cut on is left out. Immutable.
 *
 * <p>A slot holds the events of an entity, or of one group of an entity. Of a group, events before
 * an instant may have been forgotten because there are too many groups ({@link
 * dev.tandem.features.aggregate.Horizon}): writers are told since when events are kept and write
 * what they would have written had there never been older ones. That instant is where a tile of
 * every window of the group's features begins, and {@link #BEGINNING} if nothing is forgotten.
 */
sealed interface Slot
    permits TileSlot, NewestSlot, DistinctSlot, OldestSlot, NewestTimeSlot, SingleSlot {

  /** The instant since which events are kept if none are forgotten. */
  long BEGINNING = Long.MIN_VALUE;

  /** Prepares to write the slot of each entity of a shard. */
  EntityWriter folding(FoldedEvents events);

  /**
   * Writes the slot of two disjoint sets of events together.
   *
   * @param since the instant before which all events are left out
   */
  void merge(StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out);

  /** Reads the slot of every run into the windows of the features that share it. */
  void read(StateRuns runs, Windows windows);

  /** All that decides about the bytes, for the layout's fingerprint. */
  String description();

  /** Writes the slot of one entity. */
  @FunctionalInterface
  interface EntityWriter {
    /**
     * Writes the slot of an entity of the shard.
     *
     * @param since the instant before which all events are left out
     */
    void write(int entity, long since, StateWriter out);
  }
}
