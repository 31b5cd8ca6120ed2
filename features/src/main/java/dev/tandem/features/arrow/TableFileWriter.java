package dev.tandem.features.arrow;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/**
 * Writes one Arrow IPC file, in record batches of at most {@link #BATCH_ROWS} rows.
 *
 * <p>The same tables in the same order give the same bytes: the file holds no time, no path and no
 * trace of the order in which strings entered a dictionary. A file is readable only after {@link
 * #finish()}; {@link #close()} without it leaves one that every reader refuses. Not safe for use by
 * several threads.
 */
public final class TableFileWriter implements AutoCloseable {
  /** The most rows in one record batch. */
  public static final int BATCH_ROWS = 64 * 1024;

  private final List<Field> fields;
  private final WritableByteChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private long rows;
  private boolean finished;

  private TableFileWriter(
      WritableByteChannel channel, List<Field> fields, Compression compression) {
    this.fields = List.copyOf(fields);
    this.channel = channel;
    this.root = VectorSchemaRoot.create(ArrowFields.schema(fields), allocator);
    this.writer =
        new ArrowFileWriter(
            root,
            new MapDictionaryProvider(),
            channel,
            null,
            IpcOption.DEFAULT,
            compression.factory(),
            compression.codec(),
            Optional.empty());
  }

  /**
   * A writer of a file with these columns into the channel, which it takes over and closes.
   *
   * @throws IOException if the channel fails
   */
  public static TableFileWriter open(
      WritableByteChannel channel, List<Field> fields, Compression compression) throws IOException {
    TableFileWriter file = new TableFileWriter(channel, fields, compression);
    try {
      file.writer.start();
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Appends the rows of a table.
   *
   * @throws IllegalArgumentException if the table's fields are not this file's, or a string is not
   *     Unicode text
   * @throws IOException if the channel fails
   */
  public void write(Table table) throws IOException {
    if (!table.fields().equals(fields)) {
      throw new IllegalArgumentException(
          "a table of " + table.fields() + " does not go into a file of " + fields);
    }
    for (int from = 0; from < table.rows(); from += BATCH_ROWS) {
      int count = Math.min(BATCH_ROWS, table.rows() - from);
      for (Field field : fields) {
        VectorWriter.fill(root.getVector(field.name()), table.column(field.name()), from, count);
      }
      root.setRowCount(count);
      writer.writeBatch();
      rows += count;
    }
  }

  /** The rows written so far. */
  public long rows() {
    return rows;
  }

  /**
   * Completes the file; nothing can be written after it.
   *
   * @throws IOException if the channel fails
   */
  public void finish() throws IOException {
    if (!finished) {
      writer.end();
      finished = true;
    }
  }

  /** Closes the channel and frees the memory. */
  @Override
  public void close() throws IOException {
    try {
      root.close();
      allocator.close();
    } finally {
      channel.close();
    }
  }
}
