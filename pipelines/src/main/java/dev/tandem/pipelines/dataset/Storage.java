package dev.tandem.pipelines.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** Whole files in any file system that Beam knows. */
public final class Storage {
  private Storage() {}

  /** Writes to a channel. */
  @FunctionalInterface
  public interface Writing {
    /** Writes all; the channel is closed by the caller. */
    void to(WritableByteChannel channel) throws IOException;
  }

  /**
   * Writes a file that nobody sees before it is whole: it is written to {@code temporaryFolder} and
   * then renamed, over an earlier one if there is one.
   */
  public static void write(String file, String temporaryFolder, Writing writing)
      throws IOException {
    ResourceId temporary =
        FileSystems.matchNewResource(temporaryFolder + "/" + UUID.randomUUID(), false);
    try (WritableByteChannel channel = FileSystems.create(temporary, MimeTypes.BINARY)) {
      writing.to(channel);
    }
    FileSystems.rename(List.of(temporary), List.of(FileSystems.matchNewResource(file, false)));
  }

  /** Writes a small file in the same way. */
  public static void write(String file, String temporaryFolder, byte[] bytes) throws IOException {
    write(
        file,
        temporaryFolder,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  /** All bytes of a file. */
  public static byte[] read(String file) throws IOException {
    try (InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(file, false)))) {
      return in.readAllBytes();
    }
  }

  /** The files that match a glob, by name; empty if there are none. */
  public static List<String> list(String glob) throws IOException {
    try {
      MatchResult found = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
      return found.metadata().stream()
          .filter(m -> !m.resourceId().isDirectory())
          .map(m -> m.resourceId().toString())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** Deletes the files that match a glob and were written before an instant. */
  public static void deleteBefore(String glob, Instant instant) throws IOException {
    List<String> old = new ArrayList<>();
    for (String file : list(glob)) {
      if (modified(file).isBefore(instant)) {
        old.add(file);
      }
    }
    delete(old);
  }

  /** When a file was written. */
  static Instant modified(String file) throws IOException {
    return Instant.ofEpochMilli(FileSystems.matchSingleFileSpec(file).lastModifiedMillis());
  }

  /** Deletes a folder with all that is in it. */
  static void deleteAll(String folder) throws IOException {
    if (folder.contains("://")) {
      delete(list(folder + "/**"));
      return;
    }
    // Only local folders exist by themselves and would stay behind empty.
    Path local = Path.of(folder);
    if (Files.isDirectory(local)) {
      try (Stream<Path> folders = Files.walk(local)) {
        for (Path path : folders.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** Deletes files; those that are gone already do not matter. */
  static void delete(List<String> files) throws IOException {
    FileSystems.delete(
        files.stream().map(file -> FileSystems.matchNewResource(file, false)).toList(),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
