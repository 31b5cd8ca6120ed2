package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;

/**
 * Looks once at every byte of a source's files, for their checksums, their number of rows and the
 * places where they may be cut.
 */
public final class FileSurvey {
  private final Source source;
  private final CsvSurvey csv;
  private final StoredSurvey stored;

  /** A survey that cuts files into slices of about {@code sliceBytes} bytes. */
  public FileSurvey(Source source, long sliceBytes) {
    this.source = source;
    this.csv = new CsvSurvey(source, sliceBytes);
    this.stored = new StoredSurvey(source, sliceBytes);
  }

  /**
   * Looks at a file; its first slice gets the index {@code firstIndex}.
   *
   * @throws SourceUnreadableException if it is not of the source's format, or has not its columns
   */
  public SurveyedFile survey(String file, int firstIndex) {
    try (DigestInputStream bytes = InputFile.openForChecksum(file)) {
      FileContents contents =
          switch (source.format()) {
            case CSV -> csv.survey(file, firstIndex, bytes);
            case PARQUET, ARROW -> stored.survey(file, firstIndex);
          };
      bytes.transferTo(OutputStream.nullOutputStream());
      return new SurveyedFile(
          file,
          InputFile.bytes(file),
          InputFile.hex(bytes.getMessageDigest()),
          contents.lines(),
          contents.slices());
    } catch (IOException e) {
      throw new SourceUnreadableException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
