package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second run from writing to a dataset on a local file system; the end of the process, even
 * by force, releases it. Object stores have no such lock.
 */
final class WriterLock implements AutoCloseable {
  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of the dataset in {@code root}.
   *
   * @throws DatasetBusyException if another run holds it
   */
  static WriterLock take(String root) throws IOException {
    if (root.contains("://")) {
      return new WriterLock(null);
    }
    Path folder = Files.createDirectories(Path.of(root));
    FileChannel channel =
        FileChannel.open(
            folder.resolve("writer.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (isLocked(channel)) {
        return new WriterLock(channel);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new DatasetBusyException(
        "another run is writing to " + root + "; wait until it has ended, then run again");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /** Releases the lock; its file stays. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
