package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows that wait in a file, of which only the place travels.
 *
 * @param offset where in the file the rows' Arrow IPC stream begins
 */
record ChunkInFile(int lane, String file, long offset) implements Chunk {
  @Override
  public Table rows() {
    try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
      channel.position(offset);
      return ArrowTables.readStream(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("rows on their way to a shard cannot be read: " + file, e);
    }
  }
}
