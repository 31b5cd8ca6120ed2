package dev.tandem.pipelines.parquet;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** A row group that is being written, held in memory until it is whole. */
final class WrittenGroup {
  private static final int STRIPE_ROWS = 1024;

  private final List<Field> fields;
  private final List<ColumnDescriptor> leaves;
  private final Map<ColumnDescriptor, WrittenChunk> chunks = new LinkedHashMap<>();
  private final ColumnWriteStore store;
  private long rows;

  WrittenGroup(List<Field> fields, MessageType schema) {
    this.fields = fields;
    this.leaves = schema.getColumns();
    this.store =
        new ColumnWriteStoreV1(
            schema,
            descriptor -> chunks.computeIfAbsent(descriptor, WrittenChunk::new),
            ParquetProperties.builder()
                .withStatisticsEnabled(false)
                .withSizeStatisticsEnabled(false)
                .build());
  }

  /** Adds rows {@code [from, from + count)} of a table. */
  void add(Table table, int from, int count) {
    // The library looks at the size of pages only between rows.
    for (int start = from; start < from + count; start += STRIPE_ROWS) {
      int end = Math.min(start + STRIPE_ROWS, from + count);
      for (int i = 0; i < fields.size(); i++) {
        ColumnWriter writer = store.getColumnWriter(leaves.get(i));
        write(writer, table.column(fields.get(i).name()), start, end);
      }
      for (int row = start; row < end; row++) {
        store.endRecord();
      }
    }
    rows += count;
  }

  private static void write(ColumnWriter writer, Column column, int from, int end) {
    for (int row = from; row < end; row++) {
      if (column.isNull(row)) {
        writer.writeNull(0, 0);
      } else if (column instanceof ListColumn lists) {
        writeList(writer, lists, row);
      } else {
        write(writer, column, row, 0, 1);
      }
    }
  }

  private static void writeList(ColumnWriter writer, ListColumn lists, int row) {
    if (lists.length(row) == 0) {
      writer.writeNull(0, 1);
    }
    for (int i = 0; i < lists.length(row); i++) {
      write(writer, lists.elements(), lists.start(row) + i, i == 0 ? 0 : 1, 2);
    }
  }

  private static void write(
      ColumnWriter writer, Column column, int row, int repetition, int definition) {
    if (column instanceof LongColumn longs) {
      switch (longs.type()) {
        case BOOL -> writer.write(longs.value(row) != 0, repetition, definition);
        default -> writer.write(longs.value(row), repetition, definition);
      }
    } else if (column instanceof DoubleColumn doubles) {
      writer.write(doubles.value(row), repetition, definition);
    } else if (column instanceof StringColumn strings) {
      writer.write(Binary.fromString(strings.value(row)), repetition, definition);
    } else {
      throw new IllegalArgumentException("there are no lists of lists");
    }
  }

  /** The rows added so far. */
  long rows() {
    return rows;
  }

  /** About how many bytes the group holds. */
  long bytes() {
    return store.getBufferedSize();
  }

  /** Writes the group, which begins at {@code start} of the file, and says what it is. */
  RowGroup writeTo(OutputStream out, long start) throws IOException {
    store.flush();
    List<ColumnChunk> written = new ArrayList<>();
    long position = start;
    long uncompressed = 0;
    for (ColumnDescriptor leaf : leaves) {
      WrittenChunk chunk = chunks.get(leaf);
      written.add(chunk.writeTo(out, position));
      position += chunk.bytes();
      uncompressed += chunk.uncompressedBytes();
    }
    store.close();
    return new RowGroup(written, uncompressed, rows)
        .setTotal_compressed_size(position - start)
        .setFile_offset(start);
  }
}
