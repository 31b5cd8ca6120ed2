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
      cuts.add(new long[] {position, line});
      for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
        scan(read);
      }
      long lines = filledLines + (lineHasText ? 1 : 0);
      return new FileContents(lines, slices(columns));
    }

    // Hot path: one look at every byte of a source.
    private void scan(int read) {
      long lastCut = cuts.get(cuts.size() - 1)[0];
      for (int i = 0; i < read; i++) {
        byte b = buffer[i];
        if (b == '\n') {
          line++;
          filledLines += lineHasText ? 1 : 0;
          lineHasText = false;
          if (position + i + 1 - lastCut >= sliceBytes) {
            lastCut = position + i + 1;
            cuts.add(new long[] {lastCut, line});
          }
        } else if (b == '"') {
          quotes = true;
          lineHasText = true;
        } else if (b != '\r') {
          lineHasText = true;
        }
      }
      position += read;
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
