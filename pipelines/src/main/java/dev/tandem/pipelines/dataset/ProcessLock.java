package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An exclusive lock on a local file; the end of the process, even by force, releases it. */
final class ProcessLock implements AutoCloseable {
  /**
   * Closing any channel on a file may release the process's lock, so its own are never reopened.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock on a file, which is created if it is not there; empty if somebody holds it. */
  static Optional<ProcessLock> take(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    if (!HELD_HERE.add(absolute)) {
      return Optional.empty();
    }
    Optional<ProcessLock> taken = Optional.empty();
    try {
      Files.createDirectories(absolute.getParent());
      taken = lock(absolute);
      return taken;
    } finally {
      if (taken.isEmpty()) {
        HELD_HERE.remove(absolute);
      }
    }
  }

  private static Optional<ProcessLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new ProcessLock(file, channel));
    } catch (OverlappingFileLockException heldByAnotherClassLoader) {
      return Optional.empty();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** The locked file. */
  Path file() {
    return file;
  }

  /** Releases the lock; the file stays. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
