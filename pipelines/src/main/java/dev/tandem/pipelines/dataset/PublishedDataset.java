package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.DatasetManifest;
import dev.tandem.pipelines.run.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A published snapshot of a dataset; immutable. */
public final class PublishedDataset {
  private final String root;
  private final DatasetManifest manifest;

  PublishedDataset(String root, DatasetManifest manifest) {
    this.root = root;
    this.manifest = manifest;
  }

  /** The snapshot's name. */
  public String snapshot() {
    return manifest.snapshot();
  }

  /** The parts, in order. */
  public List<String> files() {
    return manifest.parts().stream().map(part -> DatasetLayout.file(root, part.file())).toList();
  }

  /** The parts with their numbers, in order. */
  public List<KeptPart> parts() {
    return manifest.parts().stream()
        .map(part -> new KeptPart(index(part.file()), DatasetLayout.file(root, part.file())))
        .toList();
  }

  /** The number in the name {@code part-00012.arrow}. */
  private static int index(String file) {
    return Integer.parseInt(file.substring(file.lastIndexOf('-') + 1, file.lastIndexOf('.')));
  }

  /** A file of the snapshot that a path relative to the dataset's folder names. */
  public String file(String relative) {
    return DatasetLayout.file(root, relative);
  }

  /** The number of rows. */
  public long rows() {
    return manifest.rows();
  }

  /** The size of all parts. */
  public long bytes() {
    return manifest.bytes();
  }

  /** The newest event's time in UTC epoch milliseconds; {@link Long#MIN_VALUE} without rows. */
  public long newestMillis() {
    return manifest.maxTime().orElse(Long.MIN_VALUE);
  }

  /** The fingerprint of everything that decided the contents. */
  public String fingerprint() {
    return manifest.inputFingerprint();
  }

  /** A hash of the contents: of the checksums of all parts. */
  public String contentHash() {
    return contentHash(manifest.parts().stream().map(DatasetManifest.Part::sha256));
  }

  /** The hash of the contents of a snapshot whose parts have these checksums. */
  public static String contentHash(Stream<String> checksums) {
    Fingerprint hash = new Fingerprint("contents");
    checksums.forEach(hash::add);
    return hash.hex();
  }

  /** A number of the run that wrote it; 0 if it is not there. */
  public long count(String name) {
    return manifest.counts().getOrDefault(name, 0L);
  }

  /** The numbers of the run that wrote it, by name. */
  public Map<String, Long> counts() {
    return manifest.counts();
  }

  /** The numbers whose names begin with a prefix, by the rest of the name. */
  public Map<String, Long> counts(String prefix) {
    Map<String, Long> counts = new TreeMap<>();
    manifest
        .counts()
        .forEach(
            (name, count) -> {
              if (name.startsWith(prefix)) {
                counts.put(name.substring(prefix.length()), count);
              }
            });
    return counts;
  }

  /** What the snapshot was made from, if its writer told; the text is the writer's own. */
  public Optional<String> provenance() throws IOException {
    String file = new SnapshotFolder(root, manifest.snapshot()).provenance();
    return Storage.list(file).isEmpty()
        ? Optional.empty()
        : Optional.of(new String(Storage.read(file), StandardCharsets.UTF_8));
  }

  /** True if it has the same rows from the same inputs, with the same counts. */
  boolean holds(DatasetManifest other) {
    return manifest.inputFingerprint().equals(other.inputFingerprint())
        && manifest.counts().equals(other.counts())
        && manifest.fields().equals(other.fields())
        && checksums(manifest).equals(checksums(other));
  }

  private static List<String> checksums(DatasetManifest manifest) {
    return manifest.parts().stream().map(DatasetManifest.Part::sha256).toList();
  }

  /** Everything that must stay as long as the snapshot does. */
  List<String> allFiles() throws IOException {
    List<String> all = new ArrayList<>(files());
    Optional<String> provenance = provenance();
    if (provenance.isPresent()) {
      all.add(new SnapshotFolder(root, manifest.snapshot()).provenance());
      KeptFiles.in(provenance.get()).forEach(kept -> all.add(file(kept)));
    }
    return all;
  }
}
