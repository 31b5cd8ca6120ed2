package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes chunks to a file of its own, so that a repeated attempt never meets an earlier one's. Not
 * thread-safe.
 *
 * @see ChunkFolder
 */
public final class ChunkWriter implements AutoCloseable {
  /** Fewer rows than this travel faster than they are written and read. */
  private static final int FEW_ROWS = 256;

  private final String folder;
  private String file;
  private FileChannel channel;

  ChunkWriter(String folder) {
    this.folder = folder;
  }

  /**
   * A chunk of a table's rows.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  public Chunk write(int lane, Table rows) {
    if (folder.isEmpty() || rows.rows() < FEW_ROWS) {
      return Chunk.of(lane, rows);
    }
    try {
      if (channel == null) {
        file =
            Files.createDirectories(Path.of(folder))
                .resolve(UUID.randomUUID() + ".arrows")
                .toString();
        channel =
            FileChannel.open(
                Path.of(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      }
      long offset = channel.position();
      ArrowTables.writeStream(channel, rows);
      return new ChunkInFile(lane, file, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "rows on their way to a shard cannot be written: " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}
