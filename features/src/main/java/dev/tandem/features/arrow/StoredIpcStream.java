package dev.tandem.features.arrow;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredPart;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** An Arrow IPC stream, which is one part: where its record batches lie, only reading tells. */
final class StoredIpcStream implements StoredFile {
  private final String name;
  private final SeekableByteChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final List<StoredColumn> columns;

  StoredIpcStream(String name, SeekableByteChannel channel) {
    this.name = name;
    this.channel = channel;
    try {
      this.columns = readColumns();
    } catch (RuntimeException e) {
      allocator.close();
      throw e;
    }
  }

  private List<StoredColumn> readColumns() {
    try (ArrowStreamReader reader = reader()) {
      var schema = reader.getVectorSchemaRoot().getSchema();
      return StoredArrow.columns(schema, reader.getDictionaryVectors());
    } catch (IOException | RuntimeException e) {
      throw StoredArrow.invalid(name, e);
    }
  }

  private ArrowStreamReader reader() throws IOException {
    channel.position(0);
    return new ArrowStreamReader(
        new UnclosedChannel(channel), allocator, CommonsCompressionFactory.INSTANCE);
  }

  @Override
  public List<StoredColumn> columns() {
    return columns;
  }

  @Override
  public List<StoredPart> parts() throws IOException {
    long[] rows = new long[1];
    forEachBatch(List.of(), table -> rows[0] += table.rows());
    return List.of(new StoredPart(rows[0], channel.size()));
  }

  @Override
  public void read(int part, List<StoredColumn> wanted, Consumer<Table> action) throws IOException {
    forEachBatch(wanted, action);
  }

  private void forEachBatch(List<StoredColumn> wanted, Consumer<Table> action) throws IOException {
    try (ArrowStreamReader reader = reader()) {
      for (Table table = next(reader, wanted); table != null; table = next(reader, wanted)) {
        action.accept(table);
      }
    }
  }

  /** The next record batch, or null after the last. */
  private Table next(ArrowStreamReader reader, List<StoredColumn> wanted) {
    try {
      return reader.loadNextBatch()
          ? StoredArrow.table(reader.getVectorSchemaRoot(), reader.getDictionaryVectors(), wanted)
          : null;
    } catch (InvalidFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw StoredArrow.invalid(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      allocator.close();
    }
  }
}
