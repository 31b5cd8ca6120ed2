package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Says to other processes that this one uses something: a locked file, which is worth nothing once
 * its process has ended, however it ended. Object stores have no such locks: there, nobody is ever
 * seen to use anything.
 */
public final class Lease implements AutoCloseable {
  private static final String SUFFIX = ".lease";

  private final Optional<ProcessLock> lock;

  private Lease(Optional<ProcessLock> lock) {
    this.lock = lock;
  }

  /**
   * A new lease among those in a folder.
   *
   * @param name what its file's name begins with
   */
  public static Lease take(String folder, String name) throws IOException {
    if (folder.contains("://")) {
      return new Lease(Optional.empty());
    }
    while (true) {
      Path file = Path.of(folder).resolve(name + "-" + UUID.randomUUID() + SUFFIX);
      Optional<ProcessLock> lock = ProcessLock.take(file);
      // Whoever looks for dead leases may have found this one before it was locked.
      if (lock.isPresent() && Files.exists(file)) {
        return new Lease(lock);
      }
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  /** Deletes the leases of dead processes in a folder, and returns the names of the others. */
  public static List<String> live(String folder) throws IOException {
    if (folder.contains("://") || !Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    List<Path> leases;
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      leases = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    return leases.stream().filter(Lease::isLive).map(Lease::nameOf).toList();
  }

  private static boolean isLive(Path file) {
    try {
      Optional<ProcessLock> dead = ProcessLock.take(file);
      if (dead.isPresent()) {
        Files.deleteIfExists(file);
        dead.get().close();
      }
      return dead.isEmpty();
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The lease's whole name; empty where there are no locks. */
  public Optional<String> name() {
    return lock.map(held -> nameOf(held.file()));
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      Files.deleteIfExists(lock.get().file());
      lock.get().close();
    }
  }
}
