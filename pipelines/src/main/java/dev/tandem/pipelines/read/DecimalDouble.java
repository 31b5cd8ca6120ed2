package dev.tandem.pipelines.read;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A finite decimal number in ASCII; -0.0 becomes 0.0. Not thread-safe. */
final class DecimalDouble {
  private static final int SHORT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** A point among digits, as {@link EightBytes#digitsBefore} gives them. */
  private static final long POINTS = EightBytes.each('.' ^ '0');

  private double value;

  /** The number read last. */
  double value() {
    return value;
  }

  /**
   * Reads {@code bytes[from, to)}.
   *
   * @return why it is no finite number, or null if it is one
   */
  // Hot path: CsvReaderBenchmark; called for every number with a fraction of a source.
  Rejection read(byte[] bytes, int from, int to) {
    return readShort(bytes, from, to) ? null : readAny(bytes, from, to);
  }

  /**
   * Reads a number of at most 15 digits without an exponent; false if it is none. Its digits and
   * the power of ten are exact doubles, so that their quotient is the double nearest to the number,
   * the one that Java's own parser finds as well.
   */
  private boolean readShort(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int i = negative ? from + 1 : from;
    int length = to - i;
    if (length > SHORT_DIGITS + 1) {
      return false;
    }
    if (length <= Long.BYTES && length > 1 && i >= Long.BYTES) {
      return readWord(bytes, to, length, negative);
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return false;
      }
    }
    if (count == 0 || count > SHORT_DIGITS) {
      return false;
    }
    double number = point < 0 ? digits : digits / POWERS_OF_TEN[to - point - 1];
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    value = (negative ? -number : number) + 0.0;
    return true;
  }

  /** The same for 2 to 8 bytes at once; eight bytes before them can be read. */
  private boolean readWord(byte[] bytes, int to, int length, boolean negative) {
    long digits = EightBytes.digitsBefore(bytes, to, length);
    long point = EightBytes.equal(digits, POINTS) & -1L << (Long.SIZE - Byte.SIZE * length);
    double divisor = 1;
    if (point != 0) {
      int before = EightBytes.first(point);
      divisor = POWERS_OF_TEN[Long.BYTES - 1 - before];
      // The digits before the point move into its place, and a 0 to their front.
      long fraction = -2L << (Byte.SIZE * before + Byte.SIZE - 1);
      digits = (digits & fraction) | (((digits & ~fraction) << Byte.SIZE) & ~fraction);
    }
    if (!EightBytes.areDigits(digits)) {
      return false;
    }
    double number = EightBytes.decimal(digits) / divisor;
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    value = (negative ? -number : number) + 0.0;
    return true;
  }

  private Rejection readAny(byte[] bytes, int from, int to) {
    if (!isDecimal(bytes, from, to)) {
      return isNotFinite(bytes, from, to) ? Rejection.NOT_FINITE : Rejection.WRONG_TYPE;
    }
    double number;
    try {
      number = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return Rejection.WRONG_TYPE;
    }
    if (Double.isInfinite(number)) {
      return Rejection.NOT_FINITE;
    }
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    value = number + 0.0;
    return null;
  }

  /** Java reads more than decimals, such as 0x1p3, 1d and surrounding blanks. */
  private static boolean isDecimal(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      boolean known =
          (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNotFinite(byte[] bytes, int from, int to) {
    String text =
        new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> true;
      default -> false;
    };
  }
}
