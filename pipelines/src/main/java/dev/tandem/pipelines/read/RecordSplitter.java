package dev.tandem.pipelines.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts the bytes of a CSV file into records, so that one broken record cannot swallow the rest of
 * the file.
 *
 * <p>A record ends at a line feed (a carriage return before it belongs to the line end) that does
 * not stand in a quoted value; a value is quoted if it begins with a quote. A quote that is not
 * closed within {@link #MAX_RECORD_BYTES} bytes or before the end of the file, makes a malformed
 * record of its own line alone, and the next line is read afresh. Empty lines are no records.
 *
 * <p>A record without a quoted value is cut into its columns in the same pass. Not thread-safe; the
 * stream stays the caller's.
 */
public final class RecordSplitter {
  /** The length of the longest record that is read, in bytes. */
  public static final int MAX_RECORD_BYTES = 1 << 18;

  private static final int BUFFER_BYTES = 4 * MAX_RECORD_BYTES;
  private static final long LINE_FEEDS = EightBytes.each('\n');
  private static final long QUOTES = EightBytes.each('"');

  private final InputStream in;
  private final byte separator;
  private final long separators;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int limit;
  private boolean ended;
  private long nextLine;

  private int start;
  private int end;
  private int firstLineEnd;
  private long line;
  private boolean quoted;
  private Rejection rejection;
  private int columns;
  private int[] columnEnds = new int[64];

  /**
   * A splitter of {@code in}, whose first byte stands in line {@code firstLine}.
   *
   * @param separator what separates the values of a record, an ASCII character
   */
  public RecordSplitter(InputStream in, long firstLine, char separator) {
    this.in = in;
    this.nextLine = firstLine;
    this.separator = (byte) separator;
    this.separators = EightBytes.each(separator);
  }

  /** Moves to the next record; false at the end of the stream. */
  public boolean next() throws IOException {
    do {
      fill();
      if (next == limit) {
        return false;
      }
      scan();
    } while (start == end && rejection == null);
    return true;
  }

  /** The bytes that hold the current record; valid until the next call of {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the current record begins in {@link #buffer()}. */
  public int start() {
    return start;
  }

  /** Where the current record ends in {@link #buffer()}, without its line end. */
  public int end() {
    return end;
  }

  /** The line in which the current record begins, counted from 1. */
  public long line() {
    return line;
  }

  /** True if the current record has a quoted value. */
  public boolean quoted() {
    return quoted;
  }

  /** The number of columns of the current record, which has no quoted value. */
  public int columns() {
    return columns;
  }

  /**
   * Where the columns of the current record, which has no quoted value, end in {@link #buffer()};
   * each but the last is followed by a separator. Shared and longer than {@link #columns()}; valid
   * until the next call of {@link #next}.
   */
  public int[] columnEnds() {
    return columnEnds;
  }

  /** Why the current record cannot be read, or null if it can. */
  public Rejection rejection() {
    return rejection;
  }

  /** True if a quoted value of the current record holds a line end. */
  public boolean spansLines() {
    return firstLineEnd >= 0;
  }

  /** Shortens the current record, which spans lines, to its first line; the others follow anew. */
  public void keepFirstLine() {
    endAt(firstLineEnd, 1);
    firstLineEnd = -1;
  }

  private void fill() throws IOException {
    if (ended || limit - next > MAX_RECORD_BYTES + 1) {
      return;
    }
    System.arraycopy(buffer, next, buffer, 0, limit - next);
    limit -= next;
    next = 0;
    int read = in.readNBytes(buffer, limit, buffer.length - limit);
    limit += read;
    ended = limit < buffer.length;
  }

  private void scan() throws IOException {
    start = next;
    line = nextLine;
    quoted = false;
    rejection = null;
    firstLineEnd = -1;
    columns = 0;
    int last = Math.min(limit, start + MAX_RECORD_BYTES + 1);
    if (!endsWithoutQuote(last)) {
      columns = 0;
      scanBytes(last);
    }
  }

  // Hot path: CsvReaderBenchmark; one look at every byte of a source.
  /** Ends the record at a line feed before {@code last}, if there is no quote before that. */
  private boolean endsWithoutQuote(int last) {
    for (int i = start; i + Long.BYTES <= last; i += Long.BYTES) {
      long word = EightBytes.word(buffer, i);
      long found =
          EightBytes.equal(word, separators)
              | EightBytes.equal(word, LINE_FEEDS)
              | EightBytes.equal(word, QUOTES);
      for (; found != 0; found = EightBytes.withoutFirst(found)) {
        int position = i + EightBytes.first(found);
        if (buffer[position] == separator) {
          endColumn(position);
        } else if (buffer[position] == '\n') {
          endAt(position, 1);
          return true;
        } else {
          return false;
        }
      }
    }
    return false;
  }

  /** Ends the record wherever it ends: with quotes, or near the end of what was read. */
  private void scanBytes(int last) throws IOException {
    boolean inQuotes = false;
    boolean atValue = true;
    int innerLines = 0;
    for (int i = start; i < last; i++) {
      byte b = buffer[i];
      if (inQuotes) {
        if (b == '"') {
          inQuotes = i + 1 < limit && buffer[i + 1] == '"';
          i += inQuotes ? 1 : 0;
        } else if (b == '\n') {
          innerLines++;
          firstLineEnd = firstLineEnd < 0 ? i : firstLineEnd;
        }
      } else if (b == '\n') {
        endAt(i, innerLines + 1);
        return;
      } else if (b == '"' && atValue) {
        inQuotes = true;
        quoted = true;
      } else if (b == separator) {
        endColumn(i);
      }
      atValue = b == separator;
    }
    endWithoutLineFeed(last, inQuotes, innerLines);
  }

  private void endColumn(int position) {
    if (columns == columnEnds.length) {
      columnEnds = Arrays.copyOf(columnEnds, 2 * columns);
    }
    columnEnds[columns++] = position;
  }

  private void endWithoutLineFeed(int last, boolean inQuotes, int innerLines) throws IOException {
    boolean complete = ended && last == limit;
    if (complete && !inQuotes) {
      endAt(limit, innerLines + 1);
    } else if (firstLineEnd >= 0) {
      rejection = Rejection.MALFORMED_QUOTES;
      keepFirstLine();
    } else if (complete) {
      rejection = Rejection.MALFORMED_QUOTES;
      endAt(limit, 1);
    } else {
      rejection = Rejection.TOO_LONG;
      end = last;
      next = last;
      nextLine = line + 1;
      skipLine();
    }
  }

  /** Ends the record before the line feed (or the end of the stream) at {@code position}. */
  private void endAt(int position, int lines) {
    end = position > start && buffer[position - 1] == '\r' ? position - 1 : position;
    next = Math.min(limit, position + 1);
    nextLine = line + lines;
    endColumn(end);
  }

  /** Drops the rest of an overlong line; what was read of it stays in the buffer. */
  private void skipLine() throws IOException {
    while (next < limit) {
      if (buffer[next++] == '\n') {
        return;
      }
    }
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return;
      }
    }
    ended = true;
  }
}
