package dev.tandem.features.arrow;

import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.StringColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Enters runs of UTF-8 bytes into a string column, decoding each distinct run once.
 *
 * <p>Hot path: one look-up per row of every string column that is read. An open-addressing table
 * holds, for each distinct run, where it first occurred and the code the column gave it.
 */
final class Utf8Interner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int FREE = -1;

  private final byte[] text;
  private final StringColumn column;
  private int[] codes = new int[256];
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int used;

  /**
   * @param text the bytes that every run lies in
   * @param column the column whose codes are wanted
   */
  Utf8Interner(byte[] text, StringColumn column) {
    this.text = text;
    this.column = column;
    Arrays.fill(codes, FREE);
  }

  /** The column's code for the bytes {@code [start, end)}. */
  int code(int start, int end) {
    int slot = slot(start, end);
    if (codes[slot] == FREE) {
      if (used * 2 >= codes.length) {
        grow();
        slot = slot(start, end);
      }
      used++;
      starts[slot] = start;
      ends[slot] = end;
      codes[slot] = column.code(StoredText.decode(text, start, end));
    }
    return codes[slot];
  }

  private int slot(int start, int end) {
    int mask = codes.length - 1;
    int slot = hash(start, end) & mask;
    while (codes[slot] != FREE
        && !Arrays.equals(text, starts[slot], ends[slot], text, start, end)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int hash(int start, int end) {
    long hash = (long) end - start;
    if (end - start < Long.BYTES) {
      for (int i = start; i < end; i++) {
        hash = (hash ^ text[i]) * MULTIPLIER;
      }
    } else {
      for (int i = start; i + Long.BYTES < end; i += Long.BYTES) {
        hash = (hash ^ (long) LONG.get(text, i)) * MULTIPLIER;
        hash ^= hash >>> 32;
      }
      // The last eight bytes, some of which may have been hashed already.
      hash = (hash ^ (long) LONG.get(text, end - Long.BYTES)) * MULTIPLIER;
    }
    // The low bits of a product know nothing of the high bits of its factors.
    hash = (hash ^ (hash >>> 32)) * MULTIPLIER;
    return (int) (hash >>> 32);
  }

  private void grow() {
    int[] oldCodes = codes;
    int[] oldStarts = starts;
    int[] oldEnds = ends;
    codes = new int[2 * oldCodes.length];
    starts = new int[codes.length];
    ends = new int[codes.length];
    Arrays.fill(codes, FREE);
    for (int i = 0; i < oldCodes.length; i++) {
      if (oldCodes[i] != FREE) {
        int slot = slot(oldStarts[i], oldEnds[i]);
        codes[slot] = oldCodes[i];
        starts[slot] = oldStarts[i];
        ends[slot] = oldEnds[i];
      }
    }
  }
}
