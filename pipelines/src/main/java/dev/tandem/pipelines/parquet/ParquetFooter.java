package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.InvalidFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/**
 * The end of a Parquet file.
 *
 * <table>
 *   <caption>The last bytes</caption>
 *   <tr><td>n bytes</td><td>the file's metadata, in Thrift's compact form</td></tr>
 *   <tr><td>4 bytes</td><td>n, little-endian</td></tr>
 *   <tr><td>4 bytes</td><td>{@code PAR1}; {@code PARE} if the metadata is encrypted</td></tr>
 * </table>
 */
final class ParquetFooter {
  private static final int TAIL_BYTES = 8;

  private ParquetFooter() {}

  static FileMetaData read(String name, SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size < TAIL_BYTES) {
      throw new InvalidFileException(name + " is no Parquet file: it has only " + size + " bytes");
    }
    ByteBuffer tail =
        ByteBuffer.wrap(new FileRange(channel, size - TAIL_BYTES, size).readBytes(TAIL_BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt();
    String magic =
        new String(tail.array(), Integer.BYTES, Integer.BYTES, StandardCharsets.US_ASCII);
    if (magic.equals("PARE")) {
      throw new InvalidFileException(name + " is an encrypted Parquet file; write it unencrypted");
    }
    if (!magic.equals("PAR1") || length < 0 || length > size - TAIL_BYTES) {
      throw new InvalidFileException(
          name + " is no Parquet file or is cut short: it does not end as one does");
    }
    try {
      return Util.readFileMetaData(
          new FileRange(channel, size - TAIL_BYTES - length, size - TAIL_BYTES));
    } catch (IOException e) {
      throw new InvalidFileException(name + ": its footer is damaged: " + e.getMessage(), e);
    }
  }
}
