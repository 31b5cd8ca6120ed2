package dev.tandem.features.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Publishes a model bundle: all files are written and forced to a hidden folder, which is then
 * renamed in one step. A reader sees the whole new version or the previous one; a writer that is
 * killed leaves only a hidden folder behind.
 */
public final class BundleWriter {
  private final Path directory;

  private BundleWriter(Path directory) {
    this.directory = directory;
  }

  /** A writer to a bundle directory, which is made if it does not exist. */
  public static BundleWriter to(Path directory) {
    return new BundleWriter(directory);
  }

  /**
   * Publishes a new version and opens it.
   *
   * @param onnx the bytes of the exported network
   * @throws UncheckedIOException if it cannot be written; the previous version is untouched
   */
  public ModelBundle publish(BundleManifest manifest, byte[] onnx, List<Tensor> weights) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelBundle.MANIFEST, BundleManifestJson.write(manifest));
    files.put(ModelBundle.ONNX, onnx);
    files.put(ModelBundle.WEIGHTS, WeightsCodec.encode(weights));
    files.put(Checksums.FILE, Checksums.write(files));
    try {
      Path versions = Files.createDirectories(directory.resolve(ModelBundle.VERSIONS));
      Path staged = Files.createDirectory(versions.resolve(".writing-" + UUID.randomUUID()));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writeForced(staged.resolve(file.getKey()), file.getValue());
      }
      return ModelBundle.open(moveIntoPlace(staged));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model bundle " + directory, e);
    }
  }

  private static void writeForced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private Path moveIntoPlace(Path staged) throws IOException {
    while (true) {
      long latest =
          ModelBundle.latestVersion(directory)
              .map(version -> Long.parseLong(version.getFileName().toString()))
              .orElse(0L);
      Path target = staged.resolveSibling(String.format(Locale.ROOT, "%020d", latest + 1));
      try {
        return Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        // Another writer may have taken this number between the look and the move.
        if (!Files.exists(target)) {
          throw e;
        }
      }
    }
  }
}
