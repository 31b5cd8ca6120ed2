package dev.tandem.features.arrow;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * Reads an Arrow IPC file, one table per record batch.
 *
 * <p>Columns that were not asked for are neither decompressed nor copied. Not safe for use by
 * several threads.
 */
public final class TableFileReader implements AutoCloseable {
  private final String name;
  private final SeekableReadChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final ArrowFileReader reader;
  private List<Field> fields = List.of();
  private List<ArrowBlock> blocks = List.of();
  private BatchProjection projection;
  private VectorSchemaRoot projected;
  private int next;

  private TableFileReader(String name, SeekableByteChannel channel) {
    this.name = name;
    this.channel = new SeekableReadChannel(channel);
    this.reader = new ArrowFileReader(this.channel, allocator, CommonsCompressionFactory.INSTANCE);
  }

  /**
   * A reader of all columns of a file.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidArrowException if it is not an Arrow file or is cut short
   */
  public static TableFileReader open(Path file) throws IOException {
    return open(file.toString(), FileChannel.open(file), Optional.empty());
  }

  /**
   * A reader of the named columns of a file, in the given order.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidArrowException if it is not an Arrow file or is cut short
   * @throws IllegalArgumentException if it has no such column
   */
  public static TableFileReader open(Path file, List<String> columns) throws IOException {
    return open(file.toString(), FileChannel.open(file), Optional.of(columns));
  }

  /**
   * A reader of a channel, which it takes over and closes.
   *
   * @param name what messages call the file
   * @param columns the columns to read, in order; empty for all
   * @throws IOException if the channel fails
   * @throws InvalidArrowException if it does not hold an Arrow file or only a part of one
   * @throws IllegalArgumentException if it has no such column
   */
  public static TableFileReader open(
      String name, SeekableByteChannel channel, Optional<List<String>> columns) throws IOException {
    TableFileReader file = new TableFileReader(name, channel);
    try {
      file.start(columns);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void start(Optional<List<String>> columns) throws IOException {
    try {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      blocks = reader.getRecordBlocks();
      List<FieldVector> vectors = root.getFieldVectors();
      if (columns.isPresent()) {
        vectors = select(root, columns.get());
      }
      projected = new VectorSchemaRoot(vectors);
      projection = BatchProjection.of(root.getFieldVectors(), vectors);
      fields = ArrowFields.fields(projected.getSchema());
    } catch (InvalidArrowException e) {
      throw new InvalidArrowException(name + ": " + e.getMessage(), e);
    } catch (org.apache.arrow.vector.ipc.InvalidArrowFileException e) {
      throw new InvalidArrowException(
          name + " is not an Arrow file or is cut short: " + e.getMessage(), e);
    }
  }

  private List<FieldVector> select(VectorSchemaRoot root, List<String> columns) {
    Map<String, FieldVector> byName = new HashMap<>();
    root.getFieldVectors().forEach(vector -> byName.put(vector.getName(), vector));
    List<FieldVector> selected = new ArrayList<>();
    for (String column : columns) {
      FieldVector vector = byName.get(column);
      if (vector == null) {
        throw new IllegalArgumentException(
            "no column '"
                + column
                + "' in "
                + name
                + ", which has "
                + root.getFieldVectors().stream().map(FieldVector::getName).toList());
      }
      selected.add(vector);
    }
    return selected;
  }

  /** The columns that {@link #next()} yields, in order. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * The next record batch, or empty after the last.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidArrowException if the record batch is damaged
   */
  public Optional<Table> next() throws IOException {
    if (next == blocks.size()) {
      return Optional.empty();
    }
    ArrowBlock block = blocks.get(next);
    try {
      channel.setPosition(block.getOffset());
      try (ArrowRecordBatch whole =
              MessageSerializer.deserializeRecordBatch(channel, block, allocator);
          ArrowRecordBatch batch = projection.apply(whole)) {
        new VectorLoader(projected, CommonsCompressionFactory.INSTANCE).load(batch);
      }
      next++;
      return Optional.of(new VectorReader(reader.getDictionaryVectors()).read(projected));
    } catch (RuntimeException e) {
      throw new InvalidArrowException(
          name + ": record batch " + next + " of " + blocks.size() + ": " + e.getMessage(), e);
    }
  }

  /** Closes the channel and frees the memory. */
  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      allocator.close();
    }
  }
}
