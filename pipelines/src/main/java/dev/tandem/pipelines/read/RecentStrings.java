package dev.tandem.pipelines.read;

import java.util.Arrays;

/**
 * Remembers strings by their bytes, so that those that come again and again are decoded and checked
 * once. Of strings that share a slot the newest is remembered. Not thread-safe.
 */
final class RecentStrings {
  private static final int SLOT_BITS = 12;
  private static final int LONGEST_BYTES = 64;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final byte[][] bytes = new byte[1 << SLOT_BITS][];
  private final String[] strings = new String[1 << SLOT_BITS];

  /** The string of {@code text[from, to)}, or null if it is not remembered. */
  // Hot path: CsvReaderBenchmark; called for every string of a source.
  String find(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    byte[] known = bytes[slot];
    return known != null && Arrays.equals(known, 0, known.length, text, from, to)
        ? strings[slot]
        : null;
  }

  /** Remembers a string, unless it is long. */
  void keep(String string, byte[] text, int from, int to) {
    if (to - from <= LONGEST_BYTES) {
      int slot = slot(text, from, to);
      bytes[slot] = Arrays.copyOfRange(text, from, to);
      strings[slot] = string;
    }
  }

  private static int slot(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int end = to;
    for (; end - from > Long.BYTES && end >= Long.BYTES; end -= Long.BYTES) {
      hash = (hash ^ EightBytes.word(text, end - Long.BYTES)) * MULTIPLIER;
    }
    hash = (hash ^ first(text, from, end)) * MULTIPLIER;
    return (int) (hash >>> (Long.SIZE - SLOT_BITS));
  }

  /** The first bytes of a string, up to eight. */
  private static long first(byte[] text, int from, int end) {
    if (end >= Long.BYTES && end > from) {
      return EightBytes.wordBefore(text, end, end - from);
    }
    long word = 0;
    for (int i = from; i < end; i++) {
      word = word << Byte.SIZE | (text[i] & 0xFF);
    }
    return word;
  }
}
