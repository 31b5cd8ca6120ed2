package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import java.io.Serializable;

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

  /** The folder of files that are not whole yet and of notes between workers and driver. */
  public String temporaryFolder() {
    return root + "/temporary/" + id;
  }

  /** The file of all tallies. */
  public String tallies() {
    return temporaryFolder() + "/tallies";
  }
}
