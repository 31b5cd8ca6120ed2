package dev.tandem.pipelines.dataset;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that exist only while a run does; closing it deletes them. */
public final class ScratchFolder implements AutoCloseable {
  private final Lease lease;
  private final String root;

  private ScratchFolder(Lease lease, String root) {
    this.lease = lease;
    this.root = root;
  }

  /**
   * An empty folder of this run's own; what dead runs left beside it is deleted.
   *
   * <p>In an object store, where nobody can tell whether a run is dead, runs of one name share it
   * and must not overlap.
   *
   * @param folder the folder of all scratch folders
   * @param name what it is for, for people who look
   */
  public static ScratchFolder create(String folder, String name) {
    try {
      Lease lease = Lease.take(folder, name);
      deleteDead(folder);
      ScratchFolder own = new ScratchFolder(lease, folder + "/" + lease.name().orElse(name));
      Storage.deleteAll(own.root);
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException("scratch folder " + folder + " cannot be used", e);
    }
  }

  private static void deleteDead(String folder) throws IOException {
    if (folder.contains("://")) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      folders = entries.filter(Files::isDirectory).toList();
    }
    // Looked at after the folders, so that a run which began in between is not taken for dead.
    List<String> live = Lease.live(folder);
    for (Path found : folders) {
      if (!live.contains(found.getFileName().toString())) {
        Storage.deleteAll(found.toString());
      }
    }
  }

  /** A place in it for parts and tallies. */
  public SnapshotFolder in(String name) {
    return new SnapshotFolder(root, name);
  }

  /** All rows of the parts that the tallies of a kind tell of, one part below the other. */
  public static Table readParts(SnapshotFolder place, String kind, List<Field> fields)
      throws IOException {
    List<String> parts =
        Tallies.read(place).list(kind).stream().map(tally -> place.part(tally.index())).toList();
    return parts.isEmpty()
        ? Table.allocate(fields, 0)
        : PartFile.readAll(parts, fields.stream().map(Field::name).toList());
  }

  /** Deletes all files. */
  @Override
  public void close() {
    try {
      Storage.deleteAll(root);
      lease.close();
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be deleted", e);
    }
  }
}
