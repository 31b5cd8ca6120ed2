package dev.tandem.pipelines.read;

import java.util.List;

/**
 * What one look at every byte of a file told.
 *
 * @param file the file, as Beam names it
 * @param bytes its size
 * @param sha256 the hash of its bytes as stored, in hexadecimal
 * @param lines about how many rows it has: in a CSV file the lines that are not empty, the header
 *     left out
 * @param slices where it may be cut, in order
 */
public record SurveyedFile(
    String file, long bytes, String sha256, long lines, List<FileSlice> slices) {
  public SurveyedFile {
    slices = List.copyOf(slices);
  }
}
