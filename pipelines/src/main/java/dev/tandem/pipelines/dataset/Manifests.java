package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.DatasetManifest;
import java.util.List;

/** Makes manifests from what workers told. */
final class Manifests {
  private Manifests() {}

  /** The manifest of a snapshot. */
  static DatasetManifest of(SnapshotFolder snapshot, SnapshotContents contents) {
    List<Tally> parts = contents.parts();
    return new DatasetManifest(
        snapshot.id(),
        contents.fields(),
        parts.stream()
            .map(
                part ->
                    new DatasetManifest.Part(
                        DatasetLayout.partFile(snapshot.id(), part.index()),
                        part.rows(),
                        part.bytes(),
                        part.sha256()))
            .toList(),
        contents.counts(),
        parts.stream().filter(p -> p.minTime() <= p.maxTime()).mapToLong(Tally::minTime).min(),
        parts.stream().filter(p -> p.minTime() <= p.maxTime()).mapToLong(Tally::maxTime).max(),
        contents.registryVersion(),
        contents.fingerprint());
  }
}
