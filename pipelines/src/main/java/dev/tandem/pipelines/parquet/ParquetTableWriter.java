package dev.tandem.pipelines.parquet;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one Parquet file, in row groups of at most {@link #GROUP_ROWS} rows, compressed by
 * Zstandard.
 *
 * <p>A file is readable only after {@link #finish()}. Not safe for use by several threads.
 */
public final class ParquetTableWriter implements Closeable {
  /** The most rows of a row group, which is held in memory while it is written. */
  public static final int GROUP_ROWS = 1 << 18;

  private static final long GROUP_BYTES = 128L << 20;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private final OutputStream out;
  private final List<Field> fields;
  private final WrittenSchema schema;
  private final MessageType message;
  private final List<RowGroup> groups = new ArrayList<>();
  private WrittenGroup group;
  private long position;
  private long rows;

  private ParquetTableWriter(OutputStream out, List<Field> fields) {
    this.out = out;
    this.fields = List.copyOf(fields);
    this.schema = new WrittenSchema(this.fields);
    this.message = schema.message();
    this.group = new WrittenGroup(this.fields, message);
  }

  /** A writer of a file with these columns into a stream, which it takes over and closes. */
  public static ParquetTableWriter open(OutputStream out, List<Field> fields) throws IOException {
    ParquetTableWriter writer = new ParquetTableWriter(out, fields);
    writer.append(MAGIC);
    return writer;
  }

  /**
   * Appends the rows of a table.
   *
   * @throws IllegalArgumentException if the table's fields are not this file's
   */
  public void write(Table table) throws IOException {
    if (!table.fields().equals(fields)) {
      throw new IllegalArgumentException(
          "a table of " + table.fields() + " does not go into a file of " + fields);
    }
    for (int from = 0; from < table.rows(); ) {
      int count = (int) Math.min(table.rows() - from, GROUP_ROWS - group.rows());
      group.add(table, from, count);
      from += count;
      if (group.rows() == GROUP_ROWS || group.bytes() >= GROUP_BYTES) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    if (group.rows() > 0) {
      RowGroup written = group.writeTo(out, position);
      written.setOrdinal((short) groups.size());
      groups.add(written);
      position += written.getTotal_compressed_size();
      rows += group.rows();
      group = new WrittenGroup(fields, message);
    }
  }

  /** Completes the file; nothing can be written after it. */
  public void finish() throws IOException {
    flush();
    FileMetaData footer = new FileMetaData(VERSION, schema.elements(), rows, groups);
    footer.setCreated_by("Tandem");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    append(bytes.toByteArray());
    append(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.size())
            .array());
    append(MAGIC);
    out.flush();
  }

  private void append(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
