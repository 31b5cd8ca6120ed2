package dev.tandem.features.arrow;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
    return toBytes(table, 0);
  }

  /**
   * The same with some bytes, all 0, behind the stream's end, which whoever reads it ignores.
   *
   * @throws IllegalArgumentException if a string is not Unicode text
   */
  public static byte[] toBytes(Table table, int room) {
    try (BufferAllocator allocator = new RootAllocator();
        StreamVectors vectors = StreamVectors.of(allocator, table)) {
      ByteArrayChannel bytes =
          new ByteArrayChannel(Math.toIntExact(MESSAGES_SIZE + vectors.bytes() * 17 / 16));
      try (ArrowStreamWriter writer =
          new ArrowStreamWriter(vectors.root(), vectors.dictionaries(), bytes)) {
        writer.start();
        writer.writeBatch();
        writer.end();
      }
      bytes.write(ByteBuffer.allocate(room));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * The table of an Arrow IPC stream; several record batches become one table.
   *
   * @throws InvalidArrowException if the bytes are not such a stream, are cut short or hold a type
   *     that a table does not have
   */
  public static Table fromBytes(byte[] stream) {
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(
                new ByteArrayReadableSeekableByteChannel(stream),
                allocator,
                CommonsCompressionFactory.INSTANCE)) {
      List<Table> batches = new ArrayList<>();
      while (reader.loadNextBatch()) {
        batches.add(
            new VectorReader(reader.getDictionaryVectors()).read(reader.getVectorSchemaRoot()));
      }
      if (batches.isEmpty()) {
        throw new InvalidArrowException(
            "an Arrow stream of " + stream.length + " bytes ends before its first record batch");
      }
      return Table.concat(batches);
    } catch (InvalidArrowException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidArrowException(
          "not a readable Arrow stream (" + stream.length + " bytes): " + e.getMessage(), e);
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
