package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks once at every byte of a CSV file's text, for its number of lines and the places where it
 * may be cut.
 *
 * <p>A file without any quote may be cut after every line. A file with quotes, or a compressed one,
 * is one slice.
 */
final class CsvSurvey {
  private static final long LINE_FEEDS = EightBytes.each('\n');
  private static final long QUOTES = EightBytes.each('"');

  private final Source source;
  private final long sliceBytes;

  /** A survey that cuts files into slices of about {@code sliceBytes} bytes. */
  CsvSurvey(Source source, long sliceBytes) {
    this.source = source;
    this.sliceBytes = sliceBytes;
  }

  /** Looks at a file; its first slice gets the index {@code firstIndex}. */
  FileContents survey(String file, int firstIndex, InputStream stored) throws IOException {
    Encoding encoding = InputFile.encoding(file);
    try {
      return new Scan(file, firstIndex, encoding).run(InputFile.decoded(encoding, stored));
    } catch (IOException e) {
      if (encoding == Encoding.PLAIN) {
        throw e;
      }
      String what = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new SourceUnreadableException(file + " is damaged or cut short as gzip: " + what, e);
    }
  }

  /** The state of one look at one file. */
  private final class Scan {
    private final String file;
    private final int firstIndex;
    private final Encoding encoding;
    private final List<long[]> cuts = new ArrayList<>();
    private final byte[] buffer = new byte[1 << 16];
    private long position;
    private long lastCut;
    private long line = 1;
    private long filledLines;
    private boolean lineHasText;
    private boolean quotes;

    Scan(String file, int firstIndex, Encoding encoding) {
      this.file = file;
      this.firstIndex = firstIndex;
      this.encoding = encoding;
    }

    FileContents run(InputStream text) throws IOException {
      FileColumns columns = source.header() ? header(text) : FileColumns.declared(source);
      cut(position);
      for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
        scan(read);
      }
      long lines = filledLines + (lineHasText ? 1 : 0);
      return new FileContents(lines, slices(columns));
    }

    // Hot path: CsvReaderBenchmark.survey; one look at every byte of a source.
    private void scan(int read) {
      int lineStart = 0;
      int i = 0;
      for (; i + Long.BYTES <= read; i += Long.BYTES) {
        long word = EightBytes.word(buffer, i);
        quotes |= EightBytes.equal(word, QUOTES) != 0;
        long feeds = EightBytes.equal(word, LINE_FEEDS);
        for (; feeds != 0; feeds = EightBytes.withoutFirst(feeds)) {
          int end = i + EightBytes.first(feeds);
          endLine(lineStart, end);
          lineStart = end + 1;
        }
      }
      for (; i < read; i++) {
        quotes |= buffer[i] == '"';
        if (buffer[i] == '\n') {
          endLine(lineStart, i);
          lineStart = i + 1;
        }
      }
      lineHasText |= hasText(lineStart, read);
      position += read;
    }

    /** Ends the line whose bytes in the buffer are {@code [start, end)}, at its line feed. */
    private void endLine(int start, int end) {
      line++;
      filledLines += lineHasText || hasText(start, end) ? 1 : 0;
      lineHasText = false;
      long next = position + end + 1;
      if (next - lastCut >= sliceBytes) {
        cut(next);
      }
    }

    private void cut(long at) {
      lastCut = at;
      cuts.add(new long[] {at, line});
    }

    /** True if some of these bytes are more than carriage returns. */
    private boolean hasText(int start, int end) {
      int i = start;
      while (i < end && buffer[i] == '\r') {
        i++;
      }
      return i < end;
    }

    /** Reads the header byte by byte, so that the stream stands behind it. */
    private FileColumns header(InputStream text) throws IOException {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      for (int b = text.read(); b >= 0; b = text.read()) {
        position++;
        if (b == '\n') {
          break;
        }
        if (first.size() == RecordSplitter.MAX_RECORD_BYTES) {
          throw new SourceUnreadableException(
              file + ": the header is longer than " + RecordSplitter.MAX_RECORD_BYTES + " bytes");
        }
        first.write(b);
      }
      line++;
      return FileColumns.fromHeader(
          source,
          file,
          HeaderLine.names(file, first.toString(StandardCharsets.UTF_8), source.separator()));
    }

    private List<FileSlice> slices(FileColumns columns) {
      List<FileSlice> slices = new ArrayList<>();
      boolean whole = quotes || encoding != Encoding.PLAIN;
      int count = whole ? 1 : cuts.size();
      for (int i = 0; i < count; i++) {
        long end = i + 1 < count ? cuts.get(i + 1)[0] : position;
        slices.add(
            new FileSlice(
                file, firstIndex + i, cuts.get(i)[0], end, cuts.get(i)[1], columns, encoding));
      }
      return slices;
    }
  }
}
