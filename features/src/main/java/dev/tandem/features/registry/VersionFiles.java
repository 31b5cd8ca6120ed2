package dev.tandem.features.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbered files that are created whole or not at all, and never overwritten: {@code
 * 0000000001.json}.
 */
final class VersionFiles {
  private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.json");

  private final Path folder;

  VersionFiles(Path folder) {
    this.folder = folder;
  }

  /** The numbers of all files, in ascending order. */
  List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return numbers;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          numbers.add(Long.valueOf(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
    numbers.sort(null);
    return numbers;
  }

  /** Where the file with this number is, for messages. */
  String place(long number) {
    return path(number).toString();
  }

  /**
   * The bytes of the file with this number.
   *
   * @throws CorruptRegistryException if there is none
   */
  byte[] read(long number) {
    try {
      return Files.readAllBytes(path(number));
    } catch (NoSuchFileException e) {
      throw new CorruptRegistryException(place(number) + ": there is no such version", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path(number), e);
    }
  }

  /**
   * Creates the file with this number, complete and on disk; false if there already is one.
   *
   * <p>A hard link is the one operation that creates a name atomically and fails if it exists.
   */
  boolean create(long number, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Path written = Files.createFile(folder.resolve("writing-" + UUID.randomUUID()));
      try {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          channel.force(true);
        }
        Files.createLink(path(number), written);
        return true;
      } finally {
        Files.delete(written);
      }
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new UncheckedIOException(
          new IOException(
              "the file system of " + folder + " has no hard links, which the registry needs", e));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + path(number), e);
    }
  }

  private Path path(long number) {
    return folder.resolve(String.format(Locale.ROOT, "%010d.json", number));
  }
}
