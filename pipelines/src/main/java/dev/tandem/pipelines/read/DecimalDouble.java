package dev.tandem.pipelines.read;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A finite decimal number in ASCII; -0.0 becomes 0.0. Not thread-safe. */
final class DecimalDouble {
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
  // Hot path: called for every number with a fraction of a source.
  Rejection read(byte[] bytes, int from, int to) {
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
