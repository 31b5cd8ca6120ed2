package dev.tandem.pipelines.dataset;

import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.DatasetManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The folder of one dataset, in any file system that Beam knows.
 *
 * <p>A snapshot's parts are written under {@code snapshots/} first; then one manifest under {@code
 * manifests/} names them, and only then a reader sees them. What a failed or killed run left is
 * mentioned by no manifest, and the next run deletes it. One run at a time may write to a folder,
 * which is enforced on local file systems; any number may read. Not thread-safe.
 */
public final class DatasetFolder {
  private final String root;
  private final Retention retention;
  private WriterLock lock;

  private DatasetFolder(String root, Retention retention) {
    this.root = root;
    this.retention = retention;
  }

  /** The dataset in a folder, which need not exist yet. */
  public static DatasetFolder of(String root) {
    return new DatasetFolder(root, Retention.defaults());
  }

  /** The same with another rule for old snapshots. */
  public DatasetFolder withRetention(Retention other) {
    return new DatasetFolder(root, other);
  }

  /** The newest snapshot, or empty if none has been published. */
  public Optional<PublishedDataset> latest() {
    try {
      List<String> manifests = manifests();
      return manifests.isEmpty()
          ? Optional.empty()
          : Optional.of(open(manifests.get(manifests.size() - 1)));
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be read", e);
    }
  }

  /**
   * The newest snapshot that was made from the inputs with a fingerprint; empty if none is left.
   */
  public Optional<PublishedDataset> newest(String fingerprint) {
    try {
      List<String> manifests = manifests();
      for (int i = manifests.size() - 1; i >= 0; i--) {
        PublishedDataset dataset = open(manifests.get(i));
        if (dataset.fingerprint().equals(fingerprint)) {
          return Optional.of(dataset);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be read", e);
    }
  }

  /**
   * Keeps every snapshot from now on until the result is closed or the process ends; on object
   * stores it keeps nothing.
   */
  public DatasetReading reading() {
    try {
      return new DatasetReading(Lease.take(readers(), "reader"));
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be kept for reading", e);
    }
  }

  /**
   * Begins to write: deletes what unfinished runs left, and gives the next snapshot its place. The
   * caller must {@link #end}.
   *
   * @throws DatasetBusyException if another run is writing
   */
  public SnapshotFolder begin(String fingerprint) {
    try {
      lock = WriterLock.take(root);
      clean();
      return new SnapshotFolder(
          root, String.format(Locale.ROOT, "%06d-%s", nextNumber(), fingerprint.substring(0, 16)));
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be written", e);
    }
  }

  /**
   * Makes a snapshot, whose parts are all written, the newest one, unless the newest one holds the
   * same.
   */
  public PublishedDataset publish(SnapshotFolder snapshot, SnapshotContents contents) {
    DatasetManifest manifest = Manifests.of(snapshot, contents);
    Optional<PublishedDataset> same = latest().filter(last -> last.holds(manifest));
    if (same.isPresent()) {
      return same.get();
    }
    try {
      String temporary = snapshot.temporaryFolder();
      if (contents.provenance().isPresent()) {
        byte[] provenance = contents.provenance().get().getBytes(StandardCharsets.UTF_8);
        Storage.write(snapshot.provenance(), temporary, provenance);
      }
      Storage.write(DatasetLayout.manifest(root, nextNumber()), temporary, manifest.toJson());
      return new PublishedDataset(root, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be published", e);
    }
  }

  /** Ends writing: deletes what is old or was not published, and lets the next run begin. */
  public void end() {
    if (lock == null) {
      return;
    }
    try {
      try {
        expire();
        clean();
      } finally {
        lock.close();
        lock = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("leftovers in " + root + " cannot be deleted", e);
    }
  }

  /** Deletes what dead runs left, unless a run is writing. */
  public void tidy() {
    try {
      lock = WriterLock.take(root);
    } catch (DatasetBusyException alive) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + root + " cannot be written", e);
    }
    end();
  }

  /** Deletes the manifests of old snapshots; a reader that looks from now on sees newer ones. */
  private void expire() throws IOException {
    List<String> manifests = manifests();
    int old = manifests.size() - retention.snapshots();
    if (!Lease.live(readers()).isEmpty() || old <= 0) {
      return;
    }
    Instant since = retention.clock().instant().minus(retention.age());
    List<String> expired = new ArrayList<>();
    for (int i = 0; i < old; i++) {
      if (Storage.modified(manifests.get(i + 1)).isBefore(since)) {
        expired.add(manifests.get(i));
      }
    }
    Storage.delete(expired);
  }

  /** Deletes what no manifest mentions. */
  private void clean() throws IOException {
    Storage.deleteAll(root + "/temporary");
    List<String> kept = new ArrayList<>();
    for (String manifest : manifests()) {
      kept.addAll(open(manifest).allFiles());
    }
    List<String> left = new ArrayList<>(Storage.list(root + "/snapshots/*/*"));
    left.removeAll(kept);
    Storage.delete(left);
  }

  private String readers() {
    return root + "/readers";
  }

  private long nextNumber() throws IOException {
    List<String> manifests = manifests();
    return manifests.isEmpty() ? 1 : number(manifests.get(manifests.size() - 1)).getAsLong() + 1;
  }

  /** The manifests, the oldest first. */
  private List<String> manifests() throws IOException {
    return Storage.list(DatasetLayout.manifests(root) + "/*.json").stream()
        .filter(file -> number(file).isPresent())
        .toList();
  }

  private static OptionalLong number(String file) {
    return DatasetLayout.manifestNumber(file.substring(file.lastIndexOf('/') + 1));
  }

  private PublishedDataset open(String manifest) throws IOException {
    return new PublishedDataset(root, DatasetManifest.parse(Storage.read(manifest), manifest));
  }
}
