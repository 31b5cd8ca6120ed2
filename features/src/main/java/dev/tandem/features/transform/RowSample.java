package dev.tandem.features.transform;

/**
 * Which training rows quantiles are taken of: all of them up to 2^20, else about so many, chosen by
 * a hash of their place. So memory is bounded, a rank is right to about a twentieth of a percent of
 * the rows, and the choice depends neither on the order nor on the chunks in which rows are read.
 */
record RowSample(long rows) {
  private static final int LIMIT_BITS = 20;
  private static final int HASH_BITS = 31;

  /** True if the row at this place of the training rows is in the sample. */
  boolean has(int place) {
    return rows <= 1L << LIMIT_BITS || hash(place) * rows < 1L << (LIMIT_BITS + HASH_BITS);
  }

  /** The mixer of SplitMix64. */
  private static long hash(int place) {
    long mixed = (place + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (mixed ^ (mixed >>> 31)) >>> (Long.SIZE - HASH_BITS);
  }
}
