package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredPart;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * A Parquet file, each row group of which is a part.
 *
 * <p>Pages are read as they are needed, so that a part takes the memory of some pages of each
 * column and of one batch, however large it is. Columns that were not asked for are not read.
 */
public final class ParquetFile implements StoredFile {
  private static final int BATCH_ROWS = 1 << 16;

  private final String name;
  private final SeekableByteChannel channel;
  private final List<RowGroup> groups;
  private final List<LeafColumn> leaves;

  private ParquetFile(String name, SeekableByteChannel channel, FileMetaData footer) {
    this.name = name;
    this.channel = channel;
    this.groups = footer.isSetRow_groups() ? footer.getRow_groups() : List.of();
    this.leaves = SchemaLeaves.of(footer.getSchema());
    long rows = groups.stream().mapToLong(RowGroup::getNum_rows).sum();
    if (rows != footer.getNum_rows()) {
      throw new InvalidFileException(
          name + ": its row groups have " + rows + " rows, not " + footer.getNum_rows());
    }
  }

  /**
   * Opens a file.
   *
   * @param name what messages call it
   * @param channel its bytes; the file takes it over and closes it
   * @throws IOException if the channel fails
   * @throws InvalidFileException if it is no Parquet file, is cut short or is encrypted
   */
  public static ParquetFile open(String name, SeekableByteChannel channel) throws IOException {
    boolean opened = false;
    try {
      ParquetFile file = new ParquetFile(name, channel, ParquetFooter.read(name, channel));
      opened = true;
      return file;
    } catch (RuntimeException e) {
      throw e instanceof InvalidFileException
          ? e
          : new InvalidFileException(name + ": its schema is damaged: " + e, e);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  @Override
  public List<StoredColumn> columns() {
    return leaves.stream().map(LeafColumn::column).toList();
  }

  @Override
  public List<StoredPart> parts() {
    return groups.stream()
        .map(group -> new StoredPart(group.getNum_rows(), group.getTotal_byte_size()))
        .toList();
  }

  @Override
  public void read(int part, List<StoredColumn> columns, Consumer<Table> action)
      throws IOException {
    RowGroup group = groups.get(part);
    List<ChunkReader> readers = new ArrayList<>();
    for (StoredColumn column : columns) {
      readers.add(reader(part, leaf(column)));
    }
    for (long left = group.getNum_rows(); left > 0; left -= BATCH_ROWS) {
      int rows = (int) Math.min(BATCH_ROWS, left);
      Table.Builder table = Table.builder(rows);
      for (int i = 0; i < readers.size(); i++) {
        table.add(columns.get(i).name(), read(part, readers.get(i), columns.get(i), rows));
      }
      action.accept(table.build());
    }
  }

  private LeafColumn leaf(StoredColumn column) {
    return leaves.stream()
        .filter(leaf -> leaf.column().equals(column))
        .findFirst()
        .orElseThrow(() -> new InvalidFileException(name + " has no column " + column));
  }

  private ChunkReader reader(int part, LeafColumn leaf) {
    ColumnChunk chunk = groups.get(part).getColumns().get(leaf.index());
    if (chunk.isSetFile_path() || !chunk.isSetMeta_data()) {
      throw damaged(part, leaf.column(), "it is encrypted, or lies in another file", null);
    }
    ColumnMetaData metadata = chunk.getMeta_data();
    PageCodec codec =
        PageCodec.of(metadata.getCodec())
            .orElseThrow(
                () ->
                    damaged(
                        part,
                        leaf.column(),
                        "it is compressed by "
                            + metadata.getCodec()
                            + ", allowed: uncompressed, snappy, gzip, zstd, lz4_raw",
                        null));
    long start = metadata.getData_page_offset();
    if (metadata.isSetDictionary_page_offset() && metadata.getDictionary_page_offset() > 0) {
      start = Math.min(start, metadata.getDictionary_page_offset());
    }
    FileRange range = new FileRange(channel, start, start + metadata.getTotal_compressed_size());
    return new ChunkReader(
        leaf,
        new ParquetPages(leaf.descriptor(), codec, range, metadata.getTotal_uncompressed_size()),
        metadata.getNum_values());
  }

  private Column read(int part, ChunkReader reader, StoredColumn column, int rows) {
    try {
      return reader.read(rows);
    } catch (IOException | RuntimeException e) {
      throw damaged(part, column, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private InvalidFileException damaged(
      int part, StoredColumn column, String what, Exception cause) {
    return new InvalidFileException(
        name
            + ": row group "
            + part
            + " of "
            + groups.size()
            + ", column '"
            + column.name()
            + "' cannot be read: "
            + what,
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
