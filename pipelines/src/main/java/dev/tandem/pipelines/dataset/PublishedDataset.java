package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.DatasetManifest;
import dev.tandem.pipelines.run.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A published snapshot of a dataset; immutable. */
public final class PublishedDataset {
  private final String root;
  private final DatasetManifest manifest;

  PublishedDataset(String root, DatasetManifest manifest) {
    this.root = root;
    this.manifest = manifest;
  }

  /** The parts, in order. */
  public List<String> files() {
    return manifest.parts().stream().map(part -> DatasetLayout.file(root, part.file())).toList();
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
    Fingerprint hash = new Fingerprint("contents");
    manifest.parts().forEach(part -> hash.add(part.sha256()));
    return hash.hex();
  }

  /** A number of the run that wrote it; 0 if it is not there. */
  public long count(String name) {
    return manifest.counts().getOrDefault(name, 0L);
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
}
