package dev.tandem.pipelines.read;

/** A decimal integer in ASCII: an optional minus sign and digits. Not thread-safe. */
final class DecimalLong {
  private static final int SAFE_DIGITS = 18;

  private long value;

  /** The number read last. */
  long value() {
    return value;
  }

  /** Reads {@code bytes[from, to)}; false if it is no decimal integer of 64 bits. */
  // Hot path: CsvReaderBenchmark; called for every integer of a source.
  boolean read(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int i = negative ? from + 1 : from;
    if (i == to) {
      return false;
    }
    int digits = to - i;
    if (digits <= 2 * Long.BYTES && i >= Long.BYTES) {
      return readWords(bytes, to, digits, negative);
    }
    return digits <= SAFE_DIGITS
        ? readShort(bytes, i, to, negative)
        : readLong(bytes, i, to, negative);
  }

  /** Up to 16 digits, eight at a time; eight bytes before them can be read. */
  private boolean readWords(byte[] bytes, int to, int count, boolean negative) {
    long digits = EightBytes.digitsBefore(bytes, to, Math.min(count, Long.BYTES));
    if (!EightBytes.areDigits(digits)) {
      return false;
    }
    long number = EightBytes.decimal(digits);
    if (count > Long.BYTES) {
      digits = EightBytes.digitsBefore(bytes, to - Long.BYTES, count - Long.BYTES);
      if (!EightBytes.areDigits(digits)) {
        return false;
      }
      number += EightBytes.decimal(digits) * 100_000_000;
    }
    value = negative ? -number : number;
    return true;
  }

  /** So few digits cannot overflow. */
  private boolean readShort(byte[] bytes, int from, int to, boolean negative) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = number * 10 + digit;
    }
    value = negative ? -number : number;
    return true;
  }

  private boolean readLong(byte[] bytes, int from, int to, boolean negative) {
    // Counts downwards, because Long.MIN_VALUE has no positive counterpart.
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || number < Long.MIN_VALUE / 10) {
        return false;
      }
      number = number * 10 - digit;
      if (number > 0) {
        return false;
      }
    }
    if (!negative && number == Long.MIN_VALUE) {
      return false;
    }
    value = negative ? number : -number;
    return true;
  }
}
