package dev.tandem.features.dataset;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.arrow.TableFileWriter;
import dev.tandem.features.dataset.DatasetManifest.Part;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Writes one snapshot of a dataset on this machine's file system and publishes it.
 *
 * <p>Nothing is visible before {@link #publish}; {@link #close} without it deletes what was
 * written. Not safe for use by several threads; several writers of one dataset get snapshots of
 * different numbers.
 */
public final class LocalDatasetWriter implements AutoCloseable {
  private static final long PART_ROWS = 1_000_000;

  private final Path root;
  private final List<Field> fields;
  private final Compression compression;
  private final String snapshot = UUID.randomUUID().toString();
  private final List<Part> parts = new ArrayList<>();
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private boolean published;

  // Null between parts.
  private TableFileWriter part;
  private ChecksumChannel partBytes;

  private LocalDatasetWriter(Path root, List<Field> fields, Compression compression) {
    this.root = root;
    this.fields = List.copyOf(fields);
    this.compression = compression;
  }

  /**
   * A writer of a new snapshot with these columns of the dataset in a folder, which is made if it
   * does not exist.
   */
  public static LocalDatasetWriter open(Path root, List<Field> fields, Compression compression)
      throws IOException {
    LocalDatasetWriter writer = new LocalDatasetWriter(root, fields, compression);
    Files.createDirectories(Path.of(DatasetLayout.snapshot(root.toString(), writer.snapshot)));
    return writer;
  }

  /**
   * Appends the rows of a table.
   *
   * @throws IllegalArgumentException if the table's fields are not the dataset's
   */
  public void write(Table table) throws IOException {
    if (part == null) {
      openPart();
    }
    part.write(table);
    noteTimes(table);
    if (part.rows() >= PART_ROWS) {
      finishPart();
    }
  }

  private void openPart() throws IOException {
    Path file = root.resolve(DatasetLayout.partFile(snapshot, parts.size()));
    partBytes =
        new ChecksumChannel(
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    part = TableFileWriter.open(partBytes, fields, compression);
  }

  private void finishPart() throws IOException {
    String file = DatasetLayout.partFile(snapshot, parts.size());
    part.finish();
    long rows = part.rows();
    part.close();
    part = null;
    force(root.resolve(file));
    parts.add(new Part(file, rows, partBytes.bytes(), partBytes.sha256()));
  }

  private void noteTimes(Table table) {
    Optional<Column> time = table.find(EventColumns.TIME);
    if (time.isPresent() && time.get().type() == ValueType.TIMESTAMP) {
      LongColumn times = (LongColumn) time.get();
      for (int row = 0; row < table.rows(); row++) {
        if (!times.isNull(row)) {
          minTime = Math.min(minTime, times.value(row));
          maxTime = Math.max(maxTime, times.value(row));
        }
      }
    }
  }

  /**
   * Makes the rows written so far the dataset's newest snapshot, at once and whole.
   *
   * @param counts numbers to keep in the manifest, by name
   * @param registryVersion the version of the declarations; empty where none is involved
   * @param inputFingerprint a hash of everything that decided the contents
   */
  public LocalDataset publish(
      Map<String, Long> counts, Optional<String> registryVersion, String inputFingerprint)
      throws IOException {
    if (published) {
      throw new IllegalStateException("snapshot " + snapshot + " is published already");
    }
    if (part != null) {
      finishPart();
    }
    boolean timed = minTime <= maxTime;
    DatasetManifest manifest =
        new DatasetManifest(
            snapshot,
            fields,
            parts,
            counts,
            timed ? OptionalLong.of(minTime) : OptionalLong.empty(),
            timed ? OptionalLong.of(maxTime) : OptionalLong.empty(),
            registryVersion,
            inputFingerprint);
    LocalDataset dataset = new LocalDataset(root, publish(manifest), manifest);
    published = true;
    return dataset;
  }

  private long publish(DatasetManifest manifest) throws IOException {
    Path folder = Path.of(DatasetLayout.manifests(root.toString()));
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + snapshot + ".tmp");
    try {
      Files.write(temporary, manifest.toJson(), StandardOpenOption.CREATE_NEW);
      force(temporary);
      long number = LocalDataset.latestNumber(root).orElse(0) + 1;
      while (!create(folder.resolve(DatasetLayout.manifestName(number)), temporary)) {
        number++;
      }
      return number;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Gives a whole file a name, or returns false if another writer was faster to take it. */
  private static boolean create(Path manifest, Path whole) throws IOException {
    try {
      // A hard link is the one atomic step that fails, and does not replace, if the name is taken.
      Files.createLink(manifest, whole);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (UnsupportedOperationException noLinks) {
      Files.move(whole, manifest);
      return true;
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Frees what the writer holds and, unless it was published, deletes the snapshot. */
  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
      part = null;
    }
    if (!published) {
      for (int i = 0; i <= parts.size(); i++) {
        Files.deleteIfExists(root.resolve(DatasetLayout.partFile(snapshot, i)));
      }
      Files.deleteIfExists(Path.of(DatasetLayout.snapshot(root.toString(), snapshot)));
    }
  }
}
