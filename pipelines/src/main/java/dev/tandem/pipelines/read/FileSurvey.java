package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks once at every byte of a source's files, for their checksums, their number of lines and the
 * places where they may be cut.
 *
 * <p>A file without any quote may be cut after every line. A file with quotes, or a compressed one,
 * is one slice.
 */
public final class FileSurvey {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long QUOTES = '"' * ONES;

  private final Source source;
  private final long sliceBytes;

  /** A survey that cuts files into slices of about {@code sliceBytes} bytes. */
  public FileSurvey(Source source, long sliceBytes) {
    this.source = source;
    this.sliceBytes = sliceBytes;
  }

  /** Looks at a file; its first slice gets the index {@code firstIndex}. */
  public SurveyedFile survey(String file, int firstIndex) {
    try (ChecksumStream stored = InputFile.openForChecksum(file)) {
      InputStream text = InputFile.decompressed(file, stored);
      SurveyedFile surveyed = new Scan(file, firstIndex).run(text);
      stored.transferTo(OutputStream.nullOutputStream());
      return new SurveyedFile(
          file, InputFile.bytes(file), stored.sha256(), surveyed.lines(), surveyed.slices());
    } catch (IOException e) {
      throw new SourceUnreadableException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The state of one look at one file. */
  private final class Scan {
    private final String file;
    private final int firstIndex;
    private final List<long[]> cuts = new ArrayList<>();
    private final byte[] buffer = new byte[1 << 16];
    private long position;
    private long lastCut;
    private long line = 1;
    private long filledLines;
    private boolean lineHasText;
    private boolean quotes;

    Scan(String file, int firstIndex) {
      this.file = file;
      this.firstIndex = firstIndex;
    }

    SurveyedFile run(InputStream text) throws IOException {
      FileColumns columns = source.header() ? header(text) : FileColumns.declared(source);
      cuts.add(new long[] {position, line});
      lastCut = position;
      for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
        scan(read);
      }
      long lines = filledLines + (lineHasText ? 1 : 0);
      return new SurveyedFile(file, position, "", lines, slices(columns));
    }

    // Hot path: one look at every byte of a source.
    private void scan(int read) {
      int lineStart = 0;
      int i = 0;
      while (i < read) {
        if (i + Long.BYTES <= read && !holdsEither((long) EIGHT_BYTES.get(buffer, i))) {
          i += Long.BYTES;
          continue;
        }
        for (int stop = Math.min(read, i + Long.BYTES); i < stop; i++) {
          if (buffer[i] == '\n') {
            endLine(lineStart, i);
            lineStart = i + 1;
          } else if (buffer[i] == '"') {
            quotes = true;
          }
        }
      }
      lineHasText = lineHasText || hasText(lineStart, read);
      position += read;
    }

    private void endLine(int start, int end) {
      line++;
      filledLines += lineHasText || hasText(start, end) ? 1 : 0;
      lineHasText = false;
      long next = position + end + 1;
      if (next - lastCut >= sliceBytes) {
        lastCut = next;
        cuts.add(new long[] {lastCut, line});
      }
    }

    /** True if a piece of a line holds more than carriage returns. */
    private boolean hasText(int start, int end) {
      for (int i = start; i < end; i++) {
        if (buffer[i] != '\r') {
          return true;
        }
      }
      return false;
    }

    /** True if one of eight bytes is a line feed or a quote; now and then also if none is. */
    private static boolean holdsEither(long bytes) {
      long feeds = bytes ^ LINE_FEEDS;
      long marks = bytes ^ QUOTES;
      long zeros = ((feeds - ONES) & ~feeds) | ((marks - ONES) & ~marks);
      return (zeros & HIGH_BITS) != 0;
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
          source, file, HeaderLine.names(file, first.toString(StandardCharsets.UTF_8)));
    }

    private List<FileSlice> slices(FileColumns columns) {
      List<FileSlice> slices = new ArrayList<>();
      boolean whole = quotes || InputFile.isCompressed(file);
      int count = whole ? 1 : cuts.size();
      for (int i = 0; i < count; i++) {
        long end = i + 1 < count ? cuts.get(i + 1)[0] : position;
        slices.add(
            new FileSlice(file, firstIndex + i, cuts.get(i)[0], end, cuts.get(i)[1], columns));
      }
      return slices;
    }
  }
}
