package dev.tandem.pipelines.read;

import dev.tandem.features.arrow.StoredArrow;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.pipelines.parquet.ParquetFile;
import java.io.IOException;

/** Opens files of typed columns in any file system that Beam knows. */
public final class StoredFiles {
  private StoredFiles() {}

  /**
   * Opens a file; the caller closes it.
   *
   * @throws dev.tandem.features.stored.InvalidFileException if it is not of the format
   * @throws SourceUnreadableException if it is compressed as a whole, or its file system cannot
   *     read from any place
   */
  public static StoredFile open(Source.Format format, String file) throws IOException {
    if (InputFile.encoding(file) == Encoding.GZIP) {
      throw new SourceUnreadableException(
          file + " is compressed by gzip, which only a csv source may be; decompress it");
    }
    return switch (format) {
      case PARQUET -> ParquetFile.open(file, InputFile.openSeekable(file));
      case ARROW -> StoredArrow.open(file, InputFile.openSeekable(file));
      case CSV -> throw new IllegalArgumentException("a CSV file has no typed columns");
    };
  }
}
