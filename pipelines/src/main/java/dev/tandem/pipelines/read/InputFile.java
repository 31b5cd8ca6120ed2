package dev.tandem.pipelines.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;

/** Opens the files of a source; those named {@code *.gz} are decompressed. */
final class InputFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private InputFile() {}

  /** True if the file is read through gzip. */
  static boolean isCompressed(String file) {
    return file.endsWith(".gz");
  }

  /** The size of the file as stored. */
  static long bytes(String file) throws IOException {
    return FileSystems.matchSingleFileSpec(file).sizeBytes();
  }

  /** The file as stored, under a SHA-256 digest; the caller closes it. */
  static ChecksumStream openForChecksum(String file) throws IOException {
    return new ChecksumStream(Channels.newInputStream(open(file)));
  }

  /** The text of a stored stream. */
  static InputStream decompressed(String file, InputStream stored) throws IOException {
    return new BufferedInputStream(
        isCompressed(file) ? new GZIPInputStream(stored, BUFFER_BYTES) : stored, BUFFER_BYTES);
  }

  /** The text of a slice, without a byte order mark; the caller closes it. */
  static InputStream open(FileSlice slice) throws IOException {
    ReadableByteChannel channel = open(slice.file());
    InputStream text = null;
    try {
      boolean compressed = isCompressed(slice.file());
      if (!compressed && channel instanceof SeekableByteChannel seekable) {
        seekable.position(slice.start());
        text = decompressed(slice.file(), Channels.newInputStream(channel));
      } else {
        text = decompressed(slice.file(), Channels.newInputStream(channel));
        text.skipNBytes(slice.start());
      }
      int mark = slice.start() == 0 ? skipByteOrderMark(text) : 0;
      return compressed ? text : new BoundedStream(text, slice.end() - slice.start() - mark);
    } finally {
      if (text == null) {
        channel.close();
      }
    }
  }

  private static ReadableByteChannel open(String file) throws IOException {
    return FileSystems.open(FileSystems.matchSingleFileSpec(file).resourceId());
  }

  /** Skips a byte order mark, if there is one, and returns the number of skipped bytes. */
  private static int skipByteOrderMark(InputStream text) throws IOException {
    text.mark(BYTE_ORDER_MARK.length);
    for (int expected : BYTE_ORDER_MARK) {
      if (text.read() != expected) {
        text.reset();
        return 0;
      }
    }
    return BYTE_ORDER_MARK.length;
  }
}
