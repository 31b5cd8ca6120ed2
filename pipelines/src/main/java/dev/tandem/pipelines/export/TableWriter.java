package dev.tandem.pipelines.export;

import dev.tandem.features.table.Table;
import java.io.Closeable;
import java.io.IOException;

/** Writes one file of rows; it can be read only after {@link #finish()}. */
interface TableWriter extends Closeable {
  /** Appends the rows of a table. */
  void write(Table table) throws IOException;

  /** Completes the file; nothing can be written after it. */
  void finish() throws IOException;
}
