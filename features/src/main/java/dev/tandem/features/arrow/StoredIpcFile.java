package dev.tandem.features.arrow;

import dev.tandem.features.stored.InvalidFileException;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.stored.StoredPart;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;

/** An Arrow IPC file, each record batch of which is a part. */
final class StoredIpcFile implements StoredFile {
  private static final int CONTINUATION = -1;

  private final String name;
  private final SeekableByteChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final ArrowFileReader reader;
  private final VectorSchemaRoot root;
  private final List<ArrowBlock> blocks;

  StoredIpcFile(String name, SeekableByteChannel channel) throws IOException {
    this.name = name;
    this.channel = channel;
    this.reader =
        new ArrowFileReader(
            new SeekableReadChannel(channel), allocator, CommonsCompressionFactory.INSTANCE);
    try {
      this.root = reader.getVectorSchemaRoot();
      this.blocks = reader.getRecordBlocks();
    } catch (IOException | RuntimeException e) {
      close();
      throw StoredArrow.invalid(name, e);
    }
  }

  @Override
  public List<StoredColumn> columns() {
    return StoredArrow.columns(root.getSchema(), dictionaries());
  }

  private Map<Long, Dictionary> dictionaries() {
    try {
      return reader.getDictionaryVectors();
    } catch (IOException | RuntimeException e) {
      throw StoredArrow.invalid(name, e);
    }
  }

  @Override
  public List<StoredPart> parts() throws IOException {
    List<StoredPart> parts = new ArrayList<>();
    for (ArrowBlock block : blocks) {
      parts.add(new StoredPart(rows(block), block.getMetadataLength() + block.getBodyLength()));
    }
    return parts;
  }

  /** Reads the head of a record batch alone: a length, which newer files mark, and a message. */
  private long rows(ArrowBlock block) throws IOException {
    try {
      ByteBuffer head =
          ByteBuffer.allocate(block.getMetadataLength()).order(ByteOrder.LITTLE_ENDIAN);
      channel.position(block.getOffset());
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // Channels may give less than was asked for.
      }
      head.flip();
      if (head.getInt() == CONTINUATION) {
        head.getInt();
      }
      RecordBatch batch = (RecordBatch) Message.getRootAsMessage(head).header(new RecordBatch());
      return batch.length();
    } catch (RuntimeException e) {
      throw StoredArrow.invalid(name, e);
    }
  }

  @Override
  public void read(int part, List<StoredColumn> columns, Consumer<Table> action)
      throws IOException {
    Table table;
    try {
      reader.loadRecordBatch(blocks.get(part));
      table = StoredArrow.table(root, dictionaries(), columns);
    } catch (InvalidFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidFileException(
          name + ": record batch " + part + " of " + blocks.size() + ": " + e.getMessage(), e);
    }
    action.accept(table);
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      allocator.close();
    }
  }
}
