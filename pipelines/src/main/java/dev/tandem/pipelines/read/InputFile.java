package dev.tandem.pipelines.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens the files of a source; those that begin as gzip does are decompressed. */
final class InputFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};
  private static final int[] GZIP_MAGIC = {0x1F, 0x8B};

  private InputFile() {}

  /** The size of the file as stored. */
  static long bytes(String file) throws IOException {
    return FileSystems.matchSingleFileSpec(file).sizeBytes();
  }

  /** The file as stored, under a SHA-256 digest; the caller closes it. */
  static DigestInputStream openForChecksum(String file) throws IOException {
    return new DigestInputStream(
        new BufferedInputStream(Channels.newInputStream(open(file)), BUFFER_BYTES), sha256());
  }

  /** The digest's value in hexadecimal. */
  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * How a file is stored, by its first bytes.
   *
   * @throws SourceUnreadableException if its name ends with {@code .gz}, but it is no gzip
   */
  static Encoding encoding(String file) throws IOException {
    boolean gzip = true;
    try (InputStream stored = Channels.newInputStream(open(file))) {
      for (int expected : GZIP_MAGIC) {
        gzip &= stored.read() == expected;
      }
    }
    if (!gzip && file.endsWith(".gz")) {
      throw new SourceUnreadableException(
          file + " is named .gz, but does not begin as a gzip file does");
    }
    return gzip ? Encoding.GZIP : Encoding.PLAIN;
  }

  /** The text of a stored stream. */
  static InputStream decoded(Encoding encoding, InputStream stored) throws IOException {
    return switch (encoding) {
      case PLAIN -> new BufferedInputStream(stored, BUFFER_BYTES);
      // Java's own stream stops after the first member where the stored stream says that nothing
      // is available, as one from a network may.
      case GZIP ->
          new BufferedInputStream(new GzipCompressorInputStream(stored, true), BUFFER_BYTES);
    };
  }

  /** The text of a slice, without a byte order mark; the caller closes it. */
  static InputStream open(FileSlice slice) throws IOException {
    ReadableByteChannel channel = open(slice.file());
    InputStream text = null;
    try {
      boolean plain = slice.encoding() == Encoding.PLAIN;
      if (plain && channel instanceof SeekableByteChannel seekable) {
        seekable.position(slice.start());
        text = decoded(slice.encoding(), Channels.newInputStream(channel));
      } else {
        text = decoded(slice.encoding(), Channels.newInputStream(channel));
        text.skipNBytes(slice.start());
      }
      int mark = slice.start() == 0 ? skipByteOrderMark(text) : 0;
      return plain ? new BoundedStream(text, slice.end() - slice.start() - mark) : text;
    } finally {
      if (text == null) {
        channel.close();
      }
    }
  }

  /**
   * The file as a channel that can be read from any place; the caller closes it.
   *
   * @throws SourceUnreadableException if its file system reads from beginning to end only
   */
  static SeekableByteChannel openSeekable(String file) throws IOException {
    ReadableByteChannel channel = open(file);
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new SourceUnreadableException(
        file + " lies in a file system that reads from beginning to end only; copy it elsewhere");
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
