package dev.tandem.pipelines.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 128-bit Murmur3 hash of bytes (x64 variant, seed 0) by Austin Appleby, computed without an
 * allocation. Not thread-safe.
 */
final class Murmur128 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int BLOCK_BYTES = 2 * Long.BYTES;

  private long hi;
  private long lo;

  // Hot path: CsvReaderBenchmark; called for every row of a source.
  /** Hashes {@code bytes[0, length)} for {@link #hi} and {@link #lo}. */
  void hash(byte[] bytes, int length) {
    long h1 = 0;
    long h2 = 0;
    int at = 0;
    for (; at + BLOCK_BYTES <= length; at += BLOCK_BYTES) {
      h1 ^= mix1((long) LONG.get(bytes, at));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mix2((long) LONG.get(bytes, at + Long.BYTES));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    // A tail of no bytes is a word of 0, which changes nothing.
    h2 ^= mix2(word(bytes, at + Long.BYTES, length));
    h1 ^= mix1(word(bytes, at, Math.min(length, at + Long.BYTES)));
    h1 ^= length;
    h2 ^= length;
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    hi = h1 + h2;
    lo = h2 + hi;
  }

  /** The first 64 bits of the last hash. */
  long hi() {
    return hi;
  }

  /** The other 64 bits of the last hash. */
  long lo() {
    return lo;
  }

  /** Up to eight bytes as a little-endian number. */
  private static long word(byte[] bytes, int from, int to) {
    if (to - from == Long.BYTES) {
      return (long) LONG.get(bytes, from);
    }
    long word = 0;
    for (int i = to - 1; i >= from; i--) {
      word = word << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return word;
  }

  private static long mix1(long word) {
    return Long.rotateLeft(word * C1, 31) * C2;
  }

  private static long mix2(long word) {
    return Long.rotateLeft(word * C2, 33) * C1;
  }

  private static long finish(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
