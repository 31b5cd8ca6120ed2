package dev.tandem.features.arrow;

import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;

/** How the buffers of an Arrow file are compressed. */
public enum Compression {
  /** Not at all: the fastest to read. */
  NONE,
  /** Zstandard: about a third of the size, about a third of the reading speed. */
  ZSTD;

  CodecType codec() {
    return switch (this) {
      case NONE -> CodecType.NO_COMPRESSION;
      case ZSTD -> CodecType.ZSTD;
    };
  }

  CompressionCodec.Factory factory() {
    return switch (this) {
      case NONE -> NoCompressionCodec.Factory.INSTANCE;
      case ZSTD -> CommonsCompressionFactory.INSTANCE;
    };
  }
}
