package dev.tandem.serving.log;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a served log: {@code <service>/<instant>-<run>-<number>.arrow}, whose names sort by
 * the time at which they were written.
 *
 * <p>A file is written under a name that begins with a dot, forced to the disk and then moved, so
 * that a reader never sees a part of one, whatever happens to the process. Several processes may
 * write to one folder; each keeps the bound on all of its bytes.
 */
final class LogFolder implements LogSink {
  private static final String SUFFIX = ".arrow";
  private static final String TEMPORARY = ".tmp";
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path directory;
  private final long maxBytes;
  private final InstantSource clock;
  private final String run;
  private long number;

  /** A file, and its size when it was listed. */
  private record Entry(Path file, long bytes) {}

  private LogFolder(Path directory, long maxBytes, InstantSource clock, String run) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.run = run;
  }

  /**
   * Makes the folder if it is not there, and deletes what killed processes left half-written.
   *
   * @throws IOException if it cannot be made or written to
   */
  static LogFolder open(ServedLogSettings settings) throws IOException {
    Path directory = settings.directory();
    Files.createDirectories(directory);
    // A folder that cannot be written to is found now and not by the first file.
    Files.delete(Files.createTempFile(directory, ".probe", TEMPORARY));
    String run = String.format("%016x", new SecureRandom().nextLong());
    LogFolder folder = new LogFolder(directory, settings.maxBytes(), settings.clock(), run);
    folder.deleteLeftBehind();
    return folder;
  }

  /** What tells this process's files and requests from those of others. */
  String run() {
    return run;
  }

  @Override
  public int keep(String service, Table rows) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(service));
    String name = String.format("%015d-%s-%06d%s", clock.millis(), run, number++, SUFFIX);
    Path temporary = folder.resolve("." + name + TEMPORARY);
    try {
      write(temporary, rows);
      int deleted = makeRoom(Files.size(temporary));
      Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return deleted;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(Path file, Table rows) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ArrowTables.writeFile(channel, rows.fields(), List.of(rows), Compression.ZSTD);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private int makeRoom(long bytes) throws IOException {
    if (bytes > maxBytes) {
      throw new IOException(
          "a file of " + bytes + " bytes does not fit into a served log of at most " + maxBytes);
    }
    List<Entry> files = files(SUFFIX);
    files.sort(Comparator.comparing(entry -> entry.file().getFileName().toString()));
    long held = files.stream().mapToLong(Entry::bytes).sum();
    int deleted = 0;
    while (held + bytes > maxBytes) {
      Entry oldest = files.get(deleted++);
      Files.deleteIfExists(oldest.file());
      held -= oldest.bytes();
    }
    return deleted;
  }

  private void deleteLeftBehind() throws IOException {
    long before = clock.millis() - LEFT_BEHIND.toMillis();
    for (Entry entry : files(TEMPORARY)) {
      if (Files.getLastModifiedTime(entry.file()).toMillis() < before) {
        Files.deleteIfExists(entry.file());
      }
    }
  }

  private List<Entry> files(String suffix) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory, 2)) {
      for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
        try {
          entries.add(new Entry(file, Files.size(file)));
        } catch (NoSuchFileException deletedMeanwhile) {
          // Another process made room.
        }
      }
    }
    return entries;
  }
}
