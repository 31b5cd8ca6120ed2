package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.pipelines.shard.ChunkFolder;
import java.io.Serializable;
import java.util.Locale;

/**
 * Where one snapshot of a dataset is written: its parts under their final names, which no manifest
 * mentions yet, and everything else in a temporary folder.
 *
 * @param root the dataset's folder
 * @param id the snapshot's name
 */
public record SnapshotFolder(String root, String id) implements Serializable {
  /** A part. */
  public String part(int index) {
    return DatasetLayout.snapshotPart(root, id, index);
  }

  /** A file of rows beside a part: those in which it differs from the snapshot before. */
  public String changes(int index) {
    return DatasetLayout.file(root, changesFile(index));
  }

  /** The same relative to the dataset's folder. */
  public String changesFile(int index) {
    return String.format(Locale.ROOT, "snapshots/%s/changes-%05d.arrow", id, index);
  }

  /** What the snapshot was made from, as JSON. */
  public String provenance() {
    return DatasetLayout.provenance(root, id);
  }

  /** The folder of files that are not whole yet and of notes between workers and driver. */
  public String temporaryFolder() {
    return root + "/temporary/" + id;
  }

  /** The folder of rows on their way to a shard. */
  public ChunkFolder chunks() {
    return ChunkFolder.in(temporaryFolder());
  }

  /** The file of all tallies. */
  public String tallies() {
    return temporaryFolder() + "/tallies";
  }
}
