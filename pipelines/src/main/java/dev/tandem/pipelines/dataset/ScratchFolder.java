package dev.tandem.pipelines.dataset;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Files that exist only while a run does; closing it deletes them. */
public final class ScratchFolder implements AutoCloseable {
  private final String root;

  private ScratchFolder(String root) {
    this.root = root;
  }

  /** An empty folder; what a killed run left in it is deleted. */
  public static ScratchFolder create(String root) {
    ScratchFolder folder = new ScratchFolder(root);
    folder.close();
    return folder;
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
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be deleted", e);
    }
  }
}
