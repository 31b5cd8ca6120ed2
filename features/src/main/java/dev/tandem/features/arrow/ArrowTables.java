package dev.tandem.features.arrow;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Tables as Arrow IPC streams in memory and as Arrow IPC files. Safe for use by many threads. */
public final class ArrowTables {
  private static final int MESSAGES_SIZE = 4096;

  private ArrowTables() {}

  /**
   * The table as an Arrow IPC stream of one record batch, uncompressed. Tables of equal fields and
   * values give equal bytes.
   *
   * @throws IllegalArgumentException if a string is not Unicode text
   */
  public static byte[] toBytes(Table table) {
    try (BufferAllocator allocator = new RootAllocator();
        StreamVectors vectors = StreamVectors.of(allocator, table)) {
      ByteArrayChannel bytes =
          new ByteArrayChannel(Math.toIntExact(MESSAGES_SIZE + vectors.bytes() * 17 / 16));
      write(vectors, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * Writes the same stream to a channel, which stays open.
   *
   * @throws IllegalArgumentException if a string is not Unicode text
   */
  public static void writeStream(WritableByteChannel channel, Table table) throws IOException {
    try (BufferAllocator allocator = new RootAllocator();
        StreamVectors vectors = StreamVectors.of(allocator, table)) {
      write(vectors, new UnclosedWriteChannel(channel));
    }
  }

  private static void write(StreamVectors vectors, WritableByteChannel channel) throws IOException {
    try (ArrowStreamWriter writer =
        new ArrowStreamWriter(vectors.root(), vectors.dictionaries(), channel)) {
      writer.start();
      writer.writeBatch();
      writer.end();
    }
  }

  /**
   * The table of an Arrow IPC stream; several record batches become one table.
   *
   * @throws InvalidArrowException if the bytes are not such a stream, are cut short or hold a type
   *     that a table does not have
   */
  public static Table fromBytes(byte[] stream) {
    try {
      return readStream(new ByteArrayReadableSeekableByteChannel(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * The same of the stream that a channel goes on with. The channel stays open and is read no
   * further than to the stream's end.
   *
   * @throws InvalidArrowException as {@link #fromBytes}
   */
  public static Table readStream(ReadableByteChannel channel) throws IOException {
    try (BufferAllocator allocator = new RootAllocator()) {
      ArrowStreamReader reader =
          new ArrowStreamReader(channel, allocator, CommonsCompressionFactory.INSTANCE);
      try {
        List<Table> batches = new ArrayList<>();
        while (reader.loadNextBatch()) {
          batches.add(
              new VectorReader(reader.getDictionaryVectors()).read(reader.getVectorSchemaRoot()));
        }
        if (batches.isEmpty()) {
          throw new InvalidArrowException("an Arrow stream ends before its first record batch");
        }
        return Table.concat(batches);
      } finally {
        reader.close(false);
      }
    } catch (InvalidArrowException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidArrowException("not a readable Arrow stream: " + e.getMessage(), e);
    }
  }

  /**
   * Writes tables of the same fields as one Arrow IPC file and closes the channel.
   *
   * @throws IOException if the channel fails; what it holds then is not readable as a file
   */
  public static void writeFile(
      WritableByteChannel channel, List<Field> fields, List<Table> tables, Compression compression)
      throws IOException {
    try (TableFileWriter writer = TableFileWriter.open(channel, fields, compression)) {
      for (Table table : tables) {
        writer.write(table);
      }
      writer.finish();
    }
  }
}
