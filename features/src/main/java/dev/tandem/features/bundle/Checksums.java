package dev.tandem.features.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SHA-256 of each file of a folder, kept in its file {@code SHA256SUMS} in the form that {@code
 * sha256sum --check} reads.
 */
final class Checksums {
  static final String FILE = "SHA256SUMS";

  private final Path directory;
  private final Map<String, String> sums;

  private Checksums(Path directory, Map<String, String> sums) {
    this.directory = directory;
    this.sums = sums;
  }

  /** The text of the file for these contents. */
  static byte[] write(Map<String, byte[]> files) {
    StringBuilder text = new StringBuilder();
    files.forEach((name, bytes) -> text.append(sum(bytes)).append("  ").append(name).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Checksums read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : new String(readAll(file), StandardCharsets.UTF_8).split("\n", -1)) {
      int gap = line.indexOf("  ");
      if (gap > 0) {
        sums.put(line.substring(gap + 2), line.substring(0, gap));
      }
    }
    return new Checksums(directory, sums);
  }

  byte[] readVerified(String name) throws IOException {
    byte[] bytes = readAll(directory.resolve(name));
    verify(name, bytes);
    return bytes;
  }

  void verify(String name, byte[] bytes) {
    String expected = sums.get(name);
    String found = sum(bytes);
    if (!found.equals(expected)) {
      throw new CorruptBundleException(
          directory.resolve(name)
              + " has the checksum "
              + found
              + ", "
              + FILE
              + " says "
              + expected
              + "; restore the bundle or train again");
    }
  }

  /** The bytes of a file that belongs to a bundle. */
  static byte[] readAll(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CorruptBundleException(file + " is missing", e);
    }
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
