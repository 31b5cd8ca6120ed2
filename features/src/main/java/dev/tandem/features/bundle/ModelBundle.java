package dev.tandem.features.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An opened bundle: whole, and with checksums that match. Immutable and thread-safe; holds no file
 * open.
 *
 * <p>A bundle directory has one folder per published version, {@code versions/<20-digit number>},
 * with the files {@code bundle.json}, {@code model.onnx}, {@code weights.bin} and {@code
 * SHA256SUMS}. The version with the highest number counts; earlier ones stay, so that a server that
 * has one open is not disturbed and one can go back by deleting the latest.
 *
 * <p>{@code model.onnx} has the inputs {@code dense} (float, rows x dense width; only if there are
 * numeric inputs) and {@code ids} (int64, rows x id width; only if there are any), and for each
 * task an output of its name (float, rows): a probability, or a value in the label's unit. A
 * multi-class task's is the expected value, and has beside it {@code <task>.p} (float, rows x
 * classes), the probabilities of its classes; a zero-inflated task has there (float, rows x 1) the
 * probability of a value above 0.
 */
public final class ModelBundle {
  /** The name of the ONNX input of numeric inputs. */
  public static final String DENSE_INPUT = "dense";

  /** The name of the ONNX input of embedding ids. */
  public static final String IDS_INPUT = "ids";

  static final String VERSIONS = "versions";
  static final String MANIFEST = "bundle.json";
  static final String ONNX = "model.onnx";
  static final String WEIGHTS = "weights.bin";

  private final Path directory;
  private final BundleManifest manifest;
  private final byte[] onnx;
  private final List<Tensor> weights;

  private ModelBundle(Path directory, BundleManifest manifest, byte[] onnx, List<Tensor> weights) {
    this.directory = directory;
    this.manifest = manifest;
    this.onnx = onnx;
    this.weights = weights;
  }

  /**
   * Opens the latest version of a bundle directory, or one version if {@code directory} is a
   * version's folder itself.
   *
   * @throws UncheckedIOException if there is no bundle, or it cannot be read
   * @throws CorruptBundleException if a file is missing or not what was written
   * @throws UnsupportedBundleException if the bundle is in a newer format
   */
  public static ModelBundle open(Path directory) {
    try {
      return openVersion(find(directory).orElseThrow(() -> none(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model bundle " + directory, e);
    }
  }

  /** The name of the ONNX output with the probabilities behind a task's value. */
  public static String probabilities(String task) {
    return task + ".p";
  }

  /**
   * The folder of the version that {@link #open} would open; empty if there is none.
   *
   * @throws IOException if the directory cannot be read
   */
  public static Optional<Path> find(Path directory) throws IOException {
    return Files.exists(directory.resolve(MANIFEST))
        ? Optional.of(directory)
        : latestVersion(directory);
  }

  private static IOException none(Path directory) {
    return new IOException("there is no model bundle in " + directory);
  }

  /** The folder of the highest version, or empty. */
  static Optional<Path> latestVersion(Path directory) throws IOException {
    Path versions = directory.resolve(VERSIONS);
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.filter(version -> version.getFileName().toString().matches("\\d{20}"))
          .max(Comparator.comparing(version -> version.getFileName().toString()));
    }
  }

  private static ModelBundle openVersion(Path directory) throws IOException {
    // The format version comes first: a newer format may keep its checksums elsewhere.
    byte[] manifestBytes = Checksums.readAll(directory.resolve(MANIFEST));
    BundleManifest manifest =
        BundleManifestJson.read(manifestBytes, directory.resolve(MANIFEST).toString());
    Checksums checksums = Checksums.read(directory);
    checksums.verify(MANIFEST, manifestBytes);
    byte[] onnx = checksums.readVerified(ONNX);
    byte[] weights = checksums.readVerified(WEIGHTS);
    return new ModelBundle(directory, manifest, onnx, WeightsCodec.decode(weights));
  }

  /** The folder of this version. */
  public Path directory() {
    return directory;
  }

  /** What the bundle says about its model. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** A copy of the bytes of {@code model.onnx}. */
  public byte[] onnx() {
    return onnx.clone();
  }

  /** The weights of the network and the embedding tables. */
  public List<Tensor> weights() {
    return weights;
  }
}
