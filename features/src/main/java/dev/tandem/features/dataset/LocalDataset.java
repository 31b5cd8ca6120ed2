package dev.tandem.features.dataset;

import dev.tandem.features.arrow.InvalidArrowException;
import dev.tandem.features.arrow.TableFileReader;
import dev.tandem.features.dataset.DatasetManifest.Part;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One published snapshot of a dataset on this machine's file system.
 *
 * <p>It keeps naming the same files however many snapshots are published after it. Immutable and
 * safe for use by many threads.
 */
public final class LocalDataset {
  private final Path root;
  private final long number;
  private final DatasetManifest manifest;

  LocalDataset(Path root, long number, DatasetManifest manifest) {
    this.root = root;
    this.number = number;
    this.manifest = manifest;
  }

  /**
   * The newest snapshot of the dataset in a folder; empty if there is none or no such folder.
   *
   * @throws IOException if the folder cannot be read
   * @throws CorruptDatasetException if the newest manifest is damaged
   * @throws UnsupportedDatasetException if a newer version of the code wrote it
   */
  public static Optional<LocalDataset> openLatest(Path root) throws IOException {
    OptionalLong latest = latestNumber(root);
    return latest.isEmpty() ? Optional.empty() : Optional.of(open(root, latest.getAsLong()));
  }

  /**
   * The snapshot with this number.
   *
   * @throws IOException as {@link #openLatest}, also if there is no such snapshot
   */
  public static LocalDataset open(Path root, long number) throws IOException {
    Path file = Path.of(DatasetLayout.manifest(root.toString(), number));
    byte[] json = Files.readAllBytes(file);
    return new LocalDataset(root, number, DatasetManifest.parse(json, file.toString()));
  }

  static OptionalLong latestNumber(Path root) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(DatasetLayout.manifests(root.toString())))) {
      return files
          .map(file -> DatasetLayout.manifestNumber(file.getFileName().toString()))
          .filter(OptionalLong::isPresent)
          .mapToLong(OptionalLong::getAsLong)
          .max();
    } catch (NoSuchFileException nothingPublished) {
      return OptionalLong.empty();
    }
  }

  /** What the snapshot holds. */
  public DatasetManifest manifest() {
    return manifest;
  }

  /** The snapshot's number, counted from 1. */
  public long number() {
    return number;
  }

  /**
   * What it was made from, as the JSON that its writer left; empty if it left none.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<String> provenance() throws IOException {
    Path file = Path.of(DatasetLayout.provenance(root.toString(), manifest.snapshot()));
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /** The files of the rows, in order. */
  public List<Path> parts() {
    return manifest.parts().stream().map(this::path).toList();
  }

  private Path path(Part part) {
    return root.resolve(part.file());
  }

  /** All rows with all columns. */
  public Table read() throws IOException {
    return read(manifest.fields().stream().map(Field::name).toList());
  }

  /**
   * All rows with the named columns, in the given order.
   *
   * @throws IllegalArgumentException if there is no such column
   * @throws CorruptDatasetException if a part is missing, cut short or not what was published
   */
  public Table read(List<String> columns) throws IOException {
    List<Table> batches = new ArrayList<>();
    forEachBatch(columns, batches::add);
    return batches.isEmpty() ? Table.allocate(fields(columns), 0) : Table.concat(batches);
  }

  /**
   * Hands on the rows with the named columns, a record batch at a time, in order. Errors as {@link
   * #read(List)}.
   */
  public void forEachBatch(List<String> columns, Consumer<Table> action) throws IOException {
    List<Field> fields = fields(columns);
    for (Part part : manifest.parts()) {
      checkSize(part);
      long rows = readPart(part, fields, action);
      if (rows != part.rows()) {
        throw new CorruptDatasetException(
            "part " + path(part) + " has " + rows + " rows, not " + part.rows());
      }
    }
  }

  private long readPart(Part part, List<Field> fields, Consumer<Table> action) throws IOException {
    List<String> columns = fields.stream().map(Field::name).toList();
    long rows = 0;
    try (TableFileReader reader = TableFileReader.open(path(part), columns)) {
      if (!reader.fields().equals(fields)) {
        throw new CorruptDatasetException(
            "part " + path(part) + " has " + reader.fields() + ", the manifest says " + fields);
      }
      for (Optional<Table> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        rows += batch.get().rows();
        action.accept(batch.get());
      }
    } catch (InvalidArrowException e) {
      throw new CorruptDatasetException("part " + e.getMessage(), e);
    }
    return rows;
  }

  private List<Field> fields(List<String> columns) {
    List<Field> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String column : columns) {
      fields.add(
          manifest.fields().stream()
              .filter(field -> field.name().equals(column))
              .findFirst()
              .orElseThrow(() -> noColumn(column)));
      if (!taken.add(column)) {
        throw new IllegalArgumentException("column '" + column + "' is asked for twice");
      }
    }
    return fields;
  }

  private IllegalArgumentException noColumn(String column) {
    return new IllegalArgumentException(
        "no column '"
            + column
            + "' in dataset "
            + root
            + ", which has "
            + manifest.fields().stream().map(Field::name).toList());
  }

  private void checkSize(Part part) throws IOException {
    long bytes;
    try {
      bytes = Files.size(path(part));
    } catch (NoSuchFileException e) {
      throw new CorruptDatasetException(
          "part "
              + path(part)
              + " is missing; snapshot "
              + number
              + " of dataset "
              + root
              + " names it. Was it deleted?",
          e);
    }
    if (bytes != part.bytes()) {
      throw new CorruptDatasetException(
          "part "
              + path(part)
              + " has "
              + bytes
              + " bytes, not "
              + part.bytes()
              + (bytes < part.bytes() ? ": it is cut short" : ": it has grown"));
    }
  }

  /**
   * Reads every byte of every part and compares the checksums.
   *
   * @throws CorruptDatasetException if a part is missing or not what was published
   */
  public void verify() throws IOException {
    for (Part part : manifest.parts()) {
      checkSize(part);
      String sha256 = Checksums.sha256(path(part));
      if (!sha256.equals(part.sha256())) {
        throw new CorruptDatasetException(
            "part "
                + path(part)
                + " has the SHA-256 "
                + sha256
                + ", not "
                + part.sha256()
                + ": it was changed after it was published");
      }
    }
  }

  @Override
  public String toString() {
    return "snapshot " + number + " of dataset " + root + ", " + manifest.rows() + " rows";
  }
}
