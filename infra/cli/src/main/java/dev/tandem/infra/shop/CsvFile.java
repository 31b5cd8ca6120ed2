package dev.tandem.infra.shop;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes a CSV file row by row, in UTF-8 with line feeds. Values are written as they are, so they
 * must hold no comma, quote or line break. Not thread-safe; must be closed.
 */
final class CsvFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long DAY_MILLIS = 86_400_000L;

  private final OutputStream out;
  private final StringBuilder row = new StringBuilder(160);

  private CsvFile(OutputStream out) {
    this.out = out;
  }

  /** Creates or replaces the file and writes the header. */
  static CsvFile create(Path path, String header) throws IOException {
    CsvFile file = new CsvFile(new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES));
    file.line(header);
    return file;
  }

  /** Writes a whole row. */
  void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  CsvFile value(String value) {
    if (!row.isEmpty()) {
      row.append(',');
    }
    row.append(value);
    return this;
  }

  CsvFile value(long value) {
    if (!row.isEmpty()) {
      row.append(',');
    }
    row.append(value);
    return this;
  }

  /** An instant in UTC epoch milliseconds, written as ISO 8601 with milliseconds. */
  CsvFile instant(long millis) {
    if (!row.isEmpty()) {
      row.append(',');
    }
    appendDate(Math.floorDiv(millis, DAY_MILLIS));
    long ofDay = Math.floorMod(millis, DAY_MILLIS);
    row.append('T');
    appendDigits(ofDay / 3_600_000, 2);
    row.append(':');
    appendDigits(ofDay / 60_000 % 60, 2);
    row.append(':');
    appendDigits(ofDay / 1000 % 60, 2);
    row.append('.');
    appendDigits(ofDay % 1000, 3);
    row.append('Z');
    return this;
  }

  /** A non-negative number of hundredths, written with two decimal places. */
  CsvFile hundredths(long value) {
    return value(value / 100).fraction(value % 100, 2);
  }

  /** A number in [0, 9], written with nine decimal places. */
  CsvFile nineDecimals(double value) {
    long billionths = StrictMath.round(value * 1e9);
    return value(billionths / 1_000_000_000L).fraction(billionths % 1_000_000_000L, 9);
  }

  private CsvFile fraction(long digits, int places) {
    row.append('.');
    appendDigits(digits, places);
    return this;
  }

  /** Takes the row begun so far, without writing it. */
  String take() {
    String text = row.toString();
    row.setLength(0);
    return text;
  }

  /** Writes the row begun so far. */
  void end() throws IOException {
    line(take());
  }

  private void appendDate(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    appendDigits(date.getYear(), 4);
    row.append('-');
    appendDigits(date.getMonthValue(), 2);
    row.append('-');
    appendDigits(date.getDayOfMonth(), 2);
  }

  private void appendDigits(long value, int places) {
    long unit = 1;
    for (int i = 1; i < places; i++) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      row.append((char) ('0' + value / unit % 10));
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
