package dev.tandem.features.aggregate;

/**
 * A state that is one 64-bit integer: a commutative monoid, exact in any order and grouping.
 *
 * <p>Whether any event went in is known beside it, since every integer is a possible state.
 */
public enum Tally implements ExactState {
  /** The number of events. */
  COUNT {
    @Override
    public long identity() {
      return 0;
    }

    @Override
    public long of(long value) {
      return 1;
    }

    @Override
    public long merge(long a, long b) {
      return added(a, b);
    }
  },
  /** The sum of their values. */
  SUM {
    @Override
    public long identity() {
      return 0;
    }

    @Override
    public long merge(long a, long b) {
      return added(a, b);
    }
  },
  /** The smallest of their values. */
  MIN {
    @Override
    public long identity() {
      return Long.MAX_VALUE;
    }

    @Override
    public long merge(long a, long b) {
      return Math.min(a, b);
    }
  },
  /** The largest of their values. */
  MAX {
    @Override
    public long identity() {
      return Long.MIN_VALUE;
    }

    @Override
    public long merge(long a, long b) {
      return Math.max(a, b);
    }
  },
  /**
   * The sum of the lower 32 bits of their squares. A square has up to twice as many bits as its
   * value; as two ordinary sums it goes wherever sums go.
   */
  SQUARES_LOW {
    @Override
    public long identity() {
      return 0;
    }

    @Override
    public long of(long value) {
      return (value * value) & 0xFFFF_FFFFL;
    }

    @Override
    public long merge(long a, long b) {
      return added(a, b);
    }
  },
  /** The sum of their squares without the lower 32 bits, divided by 2^32. */
  SQUARES_HIGH {
    @Override
    public long identity() {
      return 0;
    }

    /**
     * {@inheritDoc}
     *
     * @throws NumberOverflowException if the square is 2^95 or more
     */
    @Override
    public long of(long value) {
      long upper = Math.multiplyHigh(value, value);
      if (upper >>> 31 != 0) {
        throw new NumberOverflowException("the square of " + value + " does not fit in 95 bits");
      }
      return upper << 32 | (value * value) >>> 32;
    }

    @Override
    public long merge(long a, long b) {
      return added(a, b);
    }
  };

  @Override
  public final boolean isScaled() {
    return this == SUM || this == SQUARES_LOW || this == SQUARES_HIGH;
  }

  @Override
  public final Kind kind() {
    return Kind.TALLY;
  }

  /** The state of no events. */
  public abstract long identity();

  /** The state of one event with this value. */
  public long of(long value) {
    return value;
  }

  /**
   * The state of two disjoint sets of events together.
   *
   * @throws NumberOverflowException if a sum leaves 64 bits
   */
  public abstract long merge(long a, long b);

  /** The state with one more event. */
  public final long add(long state, long value) {
    return merge(state, of(value));
  }

  private static long added(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw new NumberOverflowException(
          "the sum of " + a + " and " + b + " does not fit in 64 bits");
    }
    return sum;
  }
}
