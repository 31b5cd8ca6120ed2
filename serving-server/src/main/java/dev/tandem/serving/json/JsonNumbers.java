package dev.tandem.serving.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.tandem.serving.edge.OutputBytes;

/** Numbers as JSON writes them: as short as they can be and still read back to the same bits. */
final class JsonNumbers {
  private static final int LONGEST = 26;
  private static final int FRACTION_DIGITS = 6;
  private static final int SCALE = 1_000_000;
  // Up to here a scaled value has 15 digits at most, and no two decimals of 15 digits are near the
  // same double: the one that is found is the shortest.
  private static final double LARGEST_SHORT = 1e9;

  private JsonNumbers() {}

  /** Writes a whole number. */
  static void write(OutputBytes out, long value) {
    byte[] bytes = out.reserve(LONGEST);
    out.written(NumberOutput.outputLong(value, bytes, out.size()));
  }

  // Hot path: ServingBenchmark. Most features are counts, sums and means with few digits.
  /** Writes a finite number, with a fraction or an exponent. */
  static void write(OutputBytes out, double value) {
    double magnitude = Math.abs(value);
    if (magnitude < LARGEST_SHORT) {
      long scaled = (long) (magnitude * SCALE + 0.5);
      // Dividing rounds as reading the decimal does, so equal here is equal there.
      if ((double) scaled / SCALE == magnitude) {
        writeScaled(out, scaled, Double.doubleToRawLongBits(value) < 0);
        return;
      }
    }
    writeText(out, NumberOutput.toString(value, true));
  }

  private static void writeScaled(OutputBytes out, long scaled, boolean negative) {
    byte[] bytes = out.reserve(LONGEST);
    int position = out.size();
    if (negative) {
      bytes[position++] = '-';
    }
    position = NumberOutput.outputLong(scaled / SCALE, bytes, position);
    bytes[position++] = '.';
    int fraction = (int) (scaled % SCALE);
    if (fraction == 0) {
      bytes[position++] = '0';
      out.written(position);
      return;
    }
    for (int digit = FRACTION_DIGITS - 1; digit >= 0; digit--) {
      bytes[position + digit] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    position += FRACTION_DIGITS;
    while (bytes[position - 1] == '0') {
      position--;
    }
    out.written(position);
  }

  @SuppressWarnings("deprecation") // The text is ASCII, for which this copies and does not decode.
  private static void writeText(OutputBytes out, String text) {
    byte[] bytes = out.reserve(text.length());
    text.getBytes(0, text.length(), bytes, out.size());
    out.written(out.size() + text.length());
  }
}
