package dev.tandem.pipelines.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * A run of whole rows of one file, read by one worker.
 *
 * @param file the file, as Beam names it
 * @param index the number of the slice among all slices of a run, from 0
 * @param start where it begins: in a CSV file the offset of its first byte, in a file of typed
 *     columns the number of its first part, from 0
 * @param end where it ends, exclusive, counted likewise
 * @param firstLine the number of its first line, or of its first row where there are no lines,
 *     counted from 1
 * @param columns the columns of the file
 */
public record FileSlice(
    String file,
    int index,
    long start,
    long end,
    long firstLine,
    FileColumns columns,
    Encoding encoding)
    implements Serializable {

  /** The text of a slice of CSV, without a byte order mark; the caller closes it. */
  public InputStream open() throws IOException {
    return InputFile.open(this);
  }
}
