package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import java.util.Arrays;

/** Rows that travel through the shuffle itself. */
final class ChunkInMemory implements Chunk {
  private final int lane;
  private final byte[] stream;

  /**
   * A chunk of rows.
   *
   * @param stream their Arrow IPC stream, which the chunk takes over and never changes
   */
  ChunkInMemory(int lane, byte[] stream) {
    this.lane = lane;
    this.stream = stream;
  }

  @Override
  public int lane() {
    return lane;
  }

  @Override
  public Table rows() {
    return ArrowTables.fromBytes(stream);
  }

  /** The rows' stream; shared, not to be changed. */
  byte[] stream() {
    return stream;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkInMemory chunk
        && lane == chunk.lane
        && Arrays.equals(stream, chunk.stream);
  }

  @Override
  public int hashCode() {
    return 31 * lane + Arrays.hashCode(stream);
  }

  @Override
  public String toString() {
    return "ChunkInMemory[lane=" + lane + ", " + stream.length + " bytes]";
  }
}
