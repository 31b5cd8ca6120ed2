package dev.tandem.infra.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a benchmark keeps its files: a folder that stays, or a temporary one. */
public final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private WorkFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Opens the folder, made if it does not exist.
   *
   * @param kept one that stays; empty for a temporary one, which is deleted when this is closed
   */
  public static WorkFolder open(Optional<Path> kept) throws IOException {
    return kept.isPresent()
        ? new WorkFolder(Files.createDirectories(kept.get().toAbsolutePath()), false)
        : new WorkFolder(Files.createTempDirectory("tandem-bench"), true);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Folders.delete(path);
    }
  }
}
