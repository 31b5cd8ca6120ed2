package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a second run from writing to a dataset on a local file system; the end of the process, even
 * by force, releases it. Object stores have no such lock.
 */
final class WriterLock implements AutoCloseable {
  private final Optional<ProcessLock> lock;

  private WriterLock(Optional<ProcessLock> lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock of the dataset in {@code root}.
   *
   * @throws DatasetBusyException if another run holds it
   */
  static WriterLock take(String root) throws IOException {
    if (root.contains("://")) {
      return new WriterLock(Optional.empty());
    }
    Optional<ProcessLock> lock = ProcessLock.take(Path.of(root).resolve("writer.lock"));
    if (lock.isEmpty()) {
      throw new DatasetBusyException(
          "another run is writing to " + root + "; wait until it has ended, then run again");
    }
    return new WriterLock(lock);
  }

  /** Releases the lock; its file stays. */
  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
