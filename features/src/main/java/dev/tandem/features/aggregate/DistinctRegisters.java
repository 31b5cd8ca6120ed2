package dev.tandem.features.aggregate;

/**
 * The registers of HyperLogLog (Flajolet, Fusy, Gandouet and Meunier 2007): of the hashes of the
 * values, the first bits choose a register, which keeps the largest rank, the place of the first 1
 * among the other bits.
 *
 * <p>So that it answers every window, a register keeps each rank that no newer event reaches, with
 * its time (Chabchoub and Hébrail, Sliding HyperLogLog, 2010).
 *
 * @param precision the registers are 2 to the power of this
 */
public record DistinctRegisters(int precision) implements ExactState {
  /** The least precision. */
  public static final int LEAST_PRECISION = 4;

  /** The greatest precision. */
  public static final int GREATEST_PRECISION = 14;

  /** The bits of an entry that hold its rank. */
  public static final int RANK_BITS = 6;

  public DistinctRegisters {
    if (precision < LEAST_PRECISION || precision > GREATEST_PRECISION) {
      throw new IllegalArgumentException(
          "found precision " + precision + ", allowed: 4 to 14, which fit entries");
    }
  }

  @Override
  public Kind kind() {
    return Kind.DISTINCT_REGISTERS;
  }

  /** The number of registers. */
  public int registers() {
    return 1 << precision;
  }

  /** The largest rank, that of a hash without a 1. */
  public int largestRank() {
    return Long.SIZE - precision + 1;
  }

  // Hot path: SummariesBenchmark.
  /** What a value with this hash enters: its register times 64, plus its rank. */
  public int entryOf(long hash) {
    int register = (int) (hash >>> (Long.SIZE - precision));
    // The bit below the last one that counts ends the search.
    long others = hash << precision | 1L << (precision - 1);
    return register << RANK_BITS | (Long.numberOfLeadingZeros(others) + 1);
  }

  /** The register of an entry. */
  public static int registerOf(int entry) {
    return entry >>> RANK_BITS;
  }

  /** The rank of an entry. */
  public static int rankOf(int entry) {
    return entry & ((1 << RANK_BITS) - 1);
  }
}
