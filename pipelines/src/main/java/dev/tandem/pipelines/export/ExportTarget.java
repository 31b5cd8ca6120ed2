package dev.tandem.pipelines.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The file or folder that an export writes to, which appears whole or not at all: everything is
 * written under a temporary name beside it first.
 */
final class ExportTarget {
  private final Path path;
  private final int files;
  private final ExportFormat format;
  private final Path temporary;

  private ExportTarget(Path path, int files, ExportFormat format, Path temporary) {
    this.path = path;
    this.files = files;
    this.format = format;
    this.temporary = temporary;
  }

  /**
   * Prepares to write.
   *
   * @param files how many; a single one has the path itself, several lie in a folder with that path
   * @throws ExportRefusedException if something is there that may not be replaced
   */
  static ExportTarget prepare(Path path, int files, ExportFormat format, IfExists ifExists)
      throws IOException {
    Path target = path.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      requireReplaceable(target, files, ifExists);
    }
    Files.createDirectories(target.getParent());
    String prefix = "." + target.getFileName() + ".";
    Path temporary =
        files == 1
            ? Files.createTempFile(target.getParent(), prefix, ".tmp")
            : Files.createTempDirectory(target.getParent(), prefix);
    return new ExportTarget(target, files, format, temporary);
  }

  private static void requireReplaceable(Path target, int files, IfExists ifExists)
      throws IOException {
    if (ifExists == IfExists.REFUSE) {
      throw new ExportRefusedException(
          target + " is there already; name another, or overwrite it with --overwrite");
    }
    if (files == 1 && Files.isDirectory(target)) {
      throw new ExportRefusedException(target + " is a folder; name a file");
    }
    if (files > 1 && !Files.isDirectory(target)) {
      throw new ExportRefusedException(target + " is a file; name a folder for several files");
    }
    if (files > 1 && !holdsAnExport(target)) {
      throw new ExportRefusedException(
          target + " holds something else than an export, so it is not overwritten");
    }
  }

  /** Only what an export has written is ever deleted. */
  private static boolean holdsAnExport(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(
          entry -> entry.getFileName().toString().matches("part-\\d{5}\\.(parquet|csv|csv\\.gz)"));
    }
  }

  /** Where a file, counted from 0, is to be written. */
  Path file(int index) {
    return files == 1
        ? temporary
        : temporary.resolve(String.format(Locale.ROOT, "part-%05d%s", index, format.extension()));
  }

  /** Shows what was written under its name. */
  void publish() throws IOException {
    if (files > 1 && Files.exists(path)) {
      Path old = Files.createTempDirectory(path.getParent(), "." + path.getFileName() + ".");
      Files.move(path, old.resolve("old"));
      move();
      delete(old);
    } else {
      move();
    }
  }

  private void move() throws IOException {
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes what was written, if it was not published. */
  void discard() throws IOException {
    delete(temporary);
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
