package dev.tandem.pipelines.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** How the pages of a column are compressed. */
enum PageCodec {
  UNCOMPRESSED {
    @Override
    byte[] decompress(byte[] page, int from, int size) {
      byte[] bytes = new byte[size];
      System.arraycopy(page, from, bytes, 0, size);
      return bytes;
    }
  },
  SNAPPY {
    @Override
    byte[] decompress(byte[] page, int from, int size) throws IOException {
      // The native code writes as many bytes as the page says, whatever room there is.
      byte[] bytes =
          checked(new byte[size], Snappy.uncompressedLength(page, from, page.length - from));
      Snappy.uncompress(page, from, page.length - from, bytes, 0);
      return bytes;
    }
  },
  GZIP {
    @Override
    byte[] decompress(byte[] page, int from, int size) throws IOException {
      try (InputStream in =
          new GZIPInputStream(new ByteArrayInputStream(page, from, page.length - from))) {
        byte[] bytes = new byte[size];
        return checked(bytes, in.readNBytes(bytes, 0, size));
      }
    }
  },
  ZSTD {
    @Override
    byte[] decompress(byte[] page, int from, int size) throws IOException {
      byte[] bytes = new byte[size];
      long length = Zstd.decompressByteArray(bytes, 0, size, page, from, page.length - from);
      if (Zstd.isError(length)) {
        throw new IOException("a damaged page: " + Zstd.getErrorName(length));
      }
      return checked(bytes, (int) length);
    }
  },
  LZ4_RAW {
    @Override
    byte[] decompress(byte[] page, int from, int size) throws IOException {
      try (InputStream in =
          new BlockLZ4CompressorInputStream(
              new ByteArrayInputStream(page, from, page.length - from))) {
        byte[] bytes = new byte[size];
        return checked(bytes, in.readNBytes(bytes, 0, size));
      }
    }
  };

  /** The codec that the format calls so, or empty if it is one that cannot be read. */
  static Optional<PageCodec> of(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED -> Optional.of(UNCOMPRESSED);
      case SNAPPY -> Optional.of(SNAPPY);
      case GZIP -> Optional.of(GZIP);
      case ZSTD -> Optional.of(ZSTD);
      case LZ4_RAW -> Optional.of(LZ4_RAW);
      case LZO, BROTLI, LZ4 -> Optional.empty();
    };
  }

  /** The {@code size} bytes that {@code page[from, …)} was before it was compressed. */
  abstract byte[] decompress(byte[] page, int from, int size) throws IOException;

  private static byte[] checked(byte[] bytes, int length) throws IOException {
    if (length != bytes.length) {
      throw new IOException("a page has " + length + " bytes, not " + bytes.length);
    }
    return bytes;
  }
}
