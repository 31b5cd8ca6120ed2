package dev.tandem.pipelines.read;

import java.util.List;

/**
 * What is in a file.
 *
 * @param lines about how many rows it has
 * @param slices where it may be cut, in order
 */
record FileContents(long lines, List<FileSlice> slices) {
  FileContents {
    slices = List.copyOf(slices);
  }
}
