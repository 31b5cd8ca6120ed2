package dev.tandem.pipelines.read;

import java.util.Arrays;

/**
 * Remembers strings by their bytes, so that those that come again and again are decoded and checked
 * once. Of strings that share a slot the newest is remembered. Not thread-safe.
 */
final class RecentStrings {
  private static final int SLOT_BITS = 12;
  private static final int NO_SLOT = 1 << SLOT_BITS;
  private static final int LONGEST_BYTES = 64;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final String[] strings = new String[NO_SLOT + 1];
  private final int[] codes = new int[NO_SLOT + 1];

  /** The lengths in bytes. */
  private final int[] lengths = new int[NO_SLOT + 1];

  /** The last eight bytes of each string, and the eight before them, as far as it has so many. */
  private final long[] lastWords = new long[NO_SLOT + 1];

  private final long[] wordsBefore = new long[NO_SLOT + 1];

  /** What stands before those sixteen. */
  private final byte[][] starts = new byte[NO_SLOT + 1][];

  private int slot;

  // Hot path: CsvReaderBenchmark; called for every string of a source.
  /** The string of {@code text[from, to)}, or null if it is not remembered. */
  String find(byte[] text, int from, int to) {
    int length = to - from;
    if (length > LONGEST_BYTES) {
      slot = NO_SLOT;
      return null;
    }
    int middle = Math.max(from, to - Long.BYTES);
    int start = Math.max(from, middle - Long.BYTES);
    long last = word(text, middle, to);
    long before = word(text, start, middle);
    slot = slot(last, before, length);
    return lengths[slot] == length
            && lastWords[slot] == last
            && wordsBefore[slot] == before
            && (start == from || startsWith(text, from, start))
        ? strings[slot]
        : null;
  }

  private boolean startsWith(byte[] text, int from, int to) {
    return Arrays.equals(starts[slot], 0, to - from, text, from, to);
  }

  /** Remembers the string of the bytes that were not found last, unless it is long. */
  void keep(String string, byte[] text, int from, int to) {
    if (slot == NO_SLOT) {
      return;
    }
    int middle = Math.max(from, to - Long.BYTES);
    int start = Math.max(from, middle - Long.BYTES);
    strings[slot] = string;
    codes[slot] = 0;
    lengths[slot] = to - from;
    lastWords[slot] = word(text, middle, to);
    wordsBefore[slot] = word(text, start, middle);
    starts[slot] = Arrays.copyOfRange(text, from, start);
  }

  /** What {@link #setCode} was given for the string that was found or kept last; 0 at first. */
  int code() {
    return codes[slot];
  }

  /** Notes a code with the string that was found or kept last. */
  void setCode(int code) {
    codes[slot] = code;
  }

  private static int slot(long last, long before, int length) {
    long hash = ((before * MULTIPLIER) ^ length ^ last) * MULTIPLIER;
    return (int) (hash >>> (Long.SIZE - SLOT_BITS));
  }

  /** Up to eight bytes as a number, the last byte in its upper bits. */
  private static long word(byte[] text, int from, int to) {
    if (from == to) {
      return 0;
    }
    if (to >= Long.BYTES) {
      return EightBytes.wordBefore(text, to, to - from);
    }
    long word = 0;
    for (int i = from; i < to; i++) {
      word = (word >>> Byte.SIZE) | ((long) text[i] << (Long.SIZE - Byte.SIZE));
    }
    return word;
  }
}
