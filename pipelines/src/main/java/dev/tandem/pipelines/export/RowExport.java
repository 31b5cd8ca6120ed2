package dev.tandem.pipelines.export;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes tables, as they are computed, as one file that other programs read; it appears whole with
 * {@link #finish()} or not at all. Not thread-safe; must be closed.
 */
public final class RowExport implements Closeable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final ExportTarget target;
  private final TableWriter file;
  private boolean closed;

  private RowExport(ExportTarget target, TableWriter file) {
    this.target = target;
    this.file = file;
  }

  /**
   * Begins a file of these fields.
   *
   * @throws ExportRefusedException if something is there that may not be replaced
   */
  public static RowExport open(
      Path path, ExportFormat format, IfExists ifExists, List<Field> fields) throws IOException {
    ExportTarget target = ExportTarget.prepare(path, 1, format, ifExists);
    try {
      return new RowExport(
          target,
          format.open(
              new BufferedOutputStream(Files.newOutputStream(target.file(0)), BUFFER_BYTES),
              fields));
    } catch (IOException e) {
      target.discard();
      throw e;
    }
  }

  /** Appends rows, which have the fields of the file. */
  public void write(Table rows) throws IOException {
    file.write(rows);
  }

  /** Shows the file under its name; nothing can be written after it. */
  public void finish() throws IOException {
    file.finish();
    closeFile();
    target.publish();
  }

  private void closeFile() throws IOException {
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  /** Drops what was written, unless it is finished. */
  @Override
  public void close() throws IOException {
    try {
      closeFile();
    } finally {
      target.discard();
    }
  }
}
