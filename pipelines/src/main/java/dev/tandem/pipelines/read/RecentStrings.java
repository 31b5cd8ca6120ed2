package dev.tandem.pipelines.read;

import dev.tandem.features.table.StringColumn;
import java.util.Arrays;

/**
 * Remembers which strings some bytes stood for, since most columns hold few different ones: neither
 * decoding nor hashing a string is needed to meet it again. A later string may displace an earlier
 * one. Not thread-safe.
 */
final class RecentStrings {
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 64;

  private final StringColumn column;
  private final byte[][] bytesOf = new byte[SLOTS][];
  private final String[] values = new String[SLOTS];
  private final int[] codes = new int[SLOTS];
  private int code;

  /** Of one column, whose codes may change whenever it is reset. */
  RecentStrings(StringColumn column) {
    this.column = column;
  }

  // Hot path: called for every string of a source.
  /** True if {@code bytes[from, to)} is remembered; then {@link #code()} is the column's code. */
  boolean find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    byte[] known = bytesOf[slot];
    if (known == null || !Arrays.equals(known, 0, known.length, bytes, from, to)) {
      return false;
    }
    if (!column.isCode(codes[slot], values[slot])) {
      codes[slot] = column.code(values[slot]);
    }
    code = codes[slot];
    return true;
  }

  /** The code found last. */
  int code() {
    return code;
  }

  /** Remembers what bytes stand for. */
  void remember(byte[] bytes, int from, int to, String value) {
    if (to - from <= LONGEST) {
      int slot = slot(bytes, from, to);
      bytesOf[slot] = Arrays.copyOfRange(bytes, from, to);
      values[slot] = value;
      codes[slot] = column.code(value);
    }
  }

  private static int slot(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B1;
    return hash >>> (Integer.SIZE - 12);
  }
}
