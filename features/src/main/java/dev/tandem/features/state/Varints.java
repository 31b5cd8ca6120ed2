package dev.tandem.features.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers at a place of an array, for loops that keep the place in a variable of their own. */
final class Varints {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LAST_BYTE = 0x8080_8080_8080_8080L;

  private Varints() {}

  /** A signed integer of eight bytes, the highest first. */
  static long fixed64(byte[] bytes, int at) {
    return (long) BIG.get(bytes, at);
  }

  // Hot path: FetchBenchmark. Without a branch on the number of bytes, which no processor can
  // foretell: of eight bytes those
  // up to the first without its highest bit, seven bits of each moved together.
  /** The value of the integer at a place, seven bits a byte, the lowest first. */
  static long value(byte[] bytes, int at) {
    long eight = eight(bytes, at);
    long ends = ~eight & LAST_BYTE;
    if (ends == 0) {
      return longVarint(bytes, at);
    }
    long sevens = eight & (ends ^ (ends - 1)) & ~LAST_BYTE;
    sevens = (sevens & 0x007F_007F_007F_007FL) | (sevens & 0x7F00_7F00_7F00_7F00L) >>> 1;
    sevens = (sevens & 0x0000_3FFF_0000_3FFFL) | (sevens & 0x3FFF_0000_3FFF_0000L) >>> 2;
    return (sevens & 0x0000_0000_0FFF_FFFFL) | (sevens & 0x0FFF_FFFF_0000_0000L) >>> 4;
  }

  /** How many bytes it has. */
  static int length(byte[] bytes, int at) {
    long ends = ~eight(bytes, at) & LAST_BYTE;
    return ends == 0 ? longLength(bytes, at) : (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
  }

  private static long eight(byte[] bytes, int at) {
    return at + Long.BYTES <= bytes.length ? (long) LITTLE.get(bytes, at) : lastBytes(bytes, at);
  }

  private static long lastBytes(byte[] bytes, int at) {
    long last = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      last = last << 8 | (bytes[i] & 0xFF);
    }
    return last;
  }

  private static long longVarint(byte[] bytes, int at) {
    long value = 0;
    int length = longLength(bytes, at);
    for (int i = 0; i < length; i++) {
      value |= (long) (bytes[at + i] & 0x7F) << (7 * i);
    }
    return value;
  }

  private static int longLength(byte[] bytes, int at) {
    for (int length = 1; length <= 10; length++) {
      if (at + length > bytes.length || bytes[at + length - 1] >= 0) {
        return length;
      }
    }
    throw new CorruptStateException("found an integer of more than 64 bits");
  }
}
