package dev.tandem.features.stored;

import dev.tandem.features.table.Table;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A file of typed columns, open for reading. Not safe for use by several threads. */
public interface StoredFile extends Closeable {
  /** The top-level columns, in the order of the file. */
  List<StoredColumn> columns();

  /**
   * The parts that can be read on their own, in the order of the file.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidFileException if it is damaged
   */
  List<StoredPart> parts() throws IOException;

  /**
   * Hands on the rows of a part in order, a batch of bounded size at a time, with the named
   * columns, each as its kind {@linkplain StoredKind#held holds} it.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidFileException if the part is damaged
   */
  void read(int part, List<StoredColumn> columns, Consumer<Table> action) throws IOException;
}
