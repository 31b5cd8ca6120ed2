package dev.tandem.pipelines.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of a text at once: a word, whose lowest byte stands first in the text.
 *
 * <p>A look-up answers with a word too, in which the highest bit of a byte is set where the byte is
 * what was looked for, and no other bit is.
 */
final class EightBytes {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private static final long ZEROS = each('0');
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private EightBytes() {}

  /** The word of {@code bytes[at, at + 8)}. */
  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /**
   * The last {@code count} bytes, 1 to 8, before {@code end} as the upper bytes of a word, whose
   * lower bytes are 0; {@code end} is 8 at least.
   */
  static long wordBefore(byte[] bytes, int end, int count) {
    return word(bytes, end - Long.BYTES) & (-1L << (Long.SIZE - Byte.SIZE * count));
  }

  /**
   * The digits of {@link #wordBefore} as numbers from 0 to 9, the last digit in the highest byte;
   * what is no digit becomes a greater number.
   */
  static long digitsBefore(byte[] bytes, int end, int count) {
    return (word(bytes, end - Long.BYTES) ^ ZEROS) & (-1L << (Long.SIZE - Byte.SIZE * count));
  }

  /** True if every byte is a number from 0 to 9. */
  static boolean areDigits(long digits) {
    return (((digits & LOW_BITS) + ABOVE_NINE | digits) & HIGH_BITS) == 0;
  }

  /** The number whose decimal digits are the bytes, the first digit in the lowest byte. */
  static long decimal(long digits) {
    // Pairs of digits, then of pairs, then of those, each multiplied in all places at once.
    long pairs = (digits * (1 + (10 << 8))) >>> 8 & 0x00FF00FF00FF00FFL;
    long fours = (pairs * (1 + (100 << 16))) >>> 16 & 0x0000FFFF0000FFFFL;
    return (fours * (1 + (10_000L << 32))) >>> 32;
  }

  /** A word of eight times the same ASCII character. */
  static long each(int character) {
    return character * ONES;
  }

  /** Where the bytes of a word are those of another one. */
  static long equal(long word, long other) {
    long different = word ^ other;
    return ~(((different & LOW_BITS) + LOW_BITS) | different | LOW_BITS);
  }

  /** How many bytes stand before the first one that was found; 8 if none was. */
  static int first(long found) {
    return Long.numberOfTrailingZeros(found) / Byte.SIZE;
  }

  /** The same look-up without the first byte that was found. */
  static long withoutFirst(long found) {
    return found & (found - 1);
  }
}
