package dev.tandem.features.dataset;

import dev.tandem.features.table.Field;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one published snapshot of a dataset holds. Equal contents make equal manifests: it tells
 * neither when nor where it was written.
 *
 * @param snapshot the snapshot's id
 * @param fields the columns of every part
 * @param parts the files of the rows, in order
 * @param counts numbers that the run reconciled, by name, for example {@code read} and {@code
 *     duplicate}
 * @param minTime the oldest event time, in UTC epoch milliseconds; empty where rows have none
 * @param maxTime the newest event time, in UTC epoch milliseconds; empty where rows have none
 * @param registryVersion the version of the declarations; empty where none is involved
 * @param inputFingerprint a hash of everything that decided the contents
 */
public record DatasetManifest(
    String snapshot,
    List<Field> fields,
    List<Part> parts,
    Map<String, Long> counts,
    OptionalLong minTime,
    OptionalLong maxTime,
    Optional<String> registryVersion,
    String inputFingerprint) {

  /** The version of the manifest's form that this code writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  /**
   * One file of rows.
   *
   * @param file its place relative to the dataset's root, with slashes
   * @param rows the number of rows
   * @param bytes the size of the file
   * @param sha256 the SHA-256 of the file, in lower-case hex
   */
  public record Part(String file, long rows, long bytes, String sha256) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FILE = Pattern.compile("snapshots/[^/\\\\]+/[^/\\\\]+");

    public Part {
      if (!FILE.matcher(file).matches() || file.contains("..")) {
        throw new IllegalArgumentException(
            "a part lies in snapshots/<id>/ under the root, unlike '" + file + "'");
      }
      if (rows < 0 || bytes < 0) {
        throw new IllegalArgumentException(file + " has " + rows + " rows, " + bytes + " bytes");
      }
      if (!SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "a SHA-256 is 64 lower-case hex digits, not '" + sha256 + "'");
      }
    }
  }

  public DatasetManifest {
    DatasetLayout.checkSnapshotId(snapshot);
    fields = List.copyOf(fields);
    parts = List.copyOf(parts);
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    if (minTime.isPresent() != maxTime.isPresent()
        || (minTime.isPresent() && minTime.getAsLong() > maxTime.getAsLong())) {
      throw new IllegalArgumentException(
          "the oldest time " + minTime + " and the newest " + maxTime + " do not go together");
    }
  }

  /** The number of rows of all parts. */
  public long rows() {
    return parts.stream().mapToLong(Part::rows).sum();
  }

  /** The size of all parts. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** The manifest as JSON in UTF-8, indented; equal manifests give equal bytes. */
  public byte[] toJson() {
    return ManifestJson.write(this).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #toJson} wrote. Keys that it does not know are passed over.
   *
   * @param name what messages call the manifest, for example its path
   * @throws CorruptDatasetException if it is not such JSON
   * @throws UnsupportedDatasetException if a newer version of the code wrote it
   */
  public static DatasetManifest parse(byte[] json, String name) {
    return new ManifestJson(name).read(json);
  }
}
