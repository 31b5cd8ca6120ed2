package dev.tandem.training.rows;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a training set where they are stored: read chunk by chunk, as often as needed, each
 * time in the same order. Thread-safe.
 */
public interface StoredRows {

  /** The number of rows. */
  long size();

  /** The columns that a row has. */
  List<Field> fields();

  /**
   * Hands on the named columns, a chunk of rows at a time.
   *
   * @throws java.io.UncheckedIOException if the rows cannot be read
   * @throws IllegalArgumentException if there is no such column
   */
  void forEachChunk(List<String> columns, Consumer<Table> action);

  /** The rows of a snapshot on this machine; a chunk is a record batch. */
  static StoredRows of(LocalDataset dataset) {
    return new DatasetRows(dataset);
  }

  /** The rows of a table, which is one chunk. */
  static StoredRows of(Table table) {
    return of(List.of(table));
  }

  /** The rows of tables with the same fields, each a chunk. */
  static StoredRows of(List<Table> chunks) {
    return new TableRows(chunks);
  }
}
