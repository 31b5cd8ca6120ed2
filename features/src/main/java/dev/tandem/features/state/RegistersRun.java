package dev.tandem.features.state;

import dev.tandem.features.aggregate.DistinctRegisters;

/** The entries of one packed {@link RegistersSlot}, newest tile first. For one thread. */
final class RegistersRun {
  private static final int RANKS = 1 << DistinctRegisters.RANK_BITS;

  private final DistinctRegisters state;
  private final StateCursor in;
  private long tile;
  private int register;
  private int entry;
  private boolean ended;

  RegistersRun(RegistersSlot slot, StateCursor in, long cut) {
    this.state = slot.state();
    this.in = in;
    this.tile = slot.afterNewest(cut);
    nextTile();
  }

  // Hot path: SummariesBenchmark.
  /** Goes on to the next entry. */
  void next() {
    long step = in.varint();
    if (step == 0) {
      nextTile();
    } else {
      enter(step);
    }
  }

  private void nextTile() {
    long step = in.varint();
    ended = step == 0;
    if (!ended) {
      tile -= step;
      register = -1;
      enter(in.varint());
    }
  }

  private void enter(long step) {
    entry = entry(state, register, step);
    register = DistinctRegisters.registerOf(entry);
  }

  // Hot path: SummariesBenchmark.
  /**
   * The entry that a varint stands for.
   *
   * @param before the register before it in its tile, or -1
   */
  static int entry(DistinctRegisters state, int before, long step) {
    long register = before + (step >>> DistinctRegisters.RANK_BITS);
    int rank = (int) step & (RANKS - 1);
    if (register <= before
        || register >= state.registers()
        || rank < 1
        || rank > state.largestRank()) {
      throw new CorruptStateException("found register " + register + " with rank " + rank);
    }
    return (int) register << DistinctRegisters.RANK_BITS | rank;
  }

  /** True if there is no entry any more. */
  boolean ended() {
    return ended;
  }

  /** True if the current entry exists and comes before the other run's. */
  boolean leads(RegistersRun other) {
    if (ended || other.ended) {
      return !ended;
    }
    if (tile != other.tile) {
      return tile > other.tile;
    }
    // Of two ranks of a register in one tile, the larger one makes the other superfluous.
    return register != other.register ? register < other.register : entry >= other.entry;
  }

  /** The tile of the current entry. */
  long tile() {
    return tile;
  }

  /** The current entry, see {@link DistinctRegisters#entryOf}. */
  int entry() {
    return entry;
  }
}
