package dev.tandem.pipelines.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * A run of whole lines of one file, read by one worker.
 *
 * @param file the file, as Beam names it
 * @param index the number of the slice among all slices of a run, from 0
 * @param start the offset of its first byte
 * @param end the offset after its last byte; for a compressed file, which is one slice, unused
 * @param firstLine the number of its first line, counted from 1
 */
public record FileSlice(
    String file, int index, long start, long end, long firstLine, FileColumns columns)
    implements Serializable {

  /** The text of the slice, without a byte order mark; the caller closes it. */
  public InputStream open() throws IOException {
    return InputFile.open(this);
  }
}
