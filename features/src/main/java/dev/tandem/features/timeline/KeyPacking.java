package dev.tandem.features.timeline;

/**
 * Packs two longs into one without loss: side by side if the ranges of both allow it, otherwise by
 * their numbers in an index.
 */
final class KeyPacking {
  private final Half upper;
  private final Half lower;

  /** Finds the packing for the known rows of two arrays. */
  KeyPacking(long[] upperKeys, long[] lowerKeys, boolean[] known) {
    Half upperRange = Half.range(upperKeys, known);
    Half lowerRange = Half.range(lowerKeys, known);
    boolean sideBySide = upperRange.bits + lowerRange.bits <= Long.SIZE;
    this.upper = sideBySide ? upperRange : Half.indexed(upperKeys, known);
    this.lower = sideBySide ? lowerRange : Half.indexed(lowerKeys, known);
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** Packs the known rows, and marks those as unknown that the packing was not made for. */
  long[] pack(long[] upperKeys, long[] lowerKeys, boolean[] known) {
    long[] packed = new long[known.length];
    for (int row = 0; row < packed.length; row++) {
      if (known[row]) {
        known[row] = upper.has(upperKeys[row]) && lower.has(lowerKeys[row]);
        packed[row] = shifted(upper.small(upperKeys[row])) | lower.small(lowerKeys[row]);
      }
    }
    return packed;
  }

  // A shift by 64 would leave the bits where they are.
  private long shifted(long small) {
    return lower.bits == Long.SIZE ? 0 : small << lower.bits;
  }

  private static final class Half {
    private final long min;
    private final long range;
    private final int bits;
    private final LongIndex index;

    private Half(long min, long range, LongIndex index) {
      this.min = min;
      this.range = range;
      this.bits = Long.SIZE - Long.numberOfLeadingZeros(range);
      this.index = index;
    }

    static Half range(long[] keys, boolean[] known) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      for (int row = 0; row < known.length; row++) {
        if (known[row]) {
          min = Math.min(min, keys[row]);
          max = Math.max(max, keys[row]);
        }
      }
      return min > max ? new Half(0, 0, null) : new Half(min, max - min, null);
    }

    static Half indexed(long[] keys, boolean[] known) {
      LongIndex index = new LongIndex();
      for (int row = 0; row < known.length; row++) {
        if (known[row]) {
          index.add(keys[row]);
        }
      }
      return new Half(0, Integer.MAX_VALUE, index);
    }

    boolean has(long key) {
      return index == null ? Long.compareUnsigned(key - min, range) <= 0 : index.find(key) >= 0;
    }

    long small(long key) {
      return index == null ? key - min : index.find(key);
    }
  }
}
