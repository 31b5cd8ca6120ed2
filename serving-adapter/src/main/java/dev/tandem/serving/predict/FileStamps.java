package dev.tandem.serving.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What shows without reading them that the files of a folder have changed. */
final class FileStamps {
  private FileStamps() {}

  /** Name, size and time of each file; of the folder too, so that two folders never agree. */
  static List<String> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Stream.concat(Stream.of(folder), files.sorted()).map(FileStamps::stamp).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String stamp(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
