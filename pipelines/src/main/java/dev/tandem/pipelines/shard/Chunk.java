package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;

/**
 * A batch of rows on its way to a shard, together with the lane that says what the rows are.
 *
 * @see ChunkFolder
 */
public sealed interface Chunk permits ChunkInMemory, ChunkInFile {
  /** A chunk that carries a table's rows itself. */
  static Chunk of(int lane, Table rows) {
    return new ChunkInMemory(lane, ArrowTables.toBytes(rows));
  }

  /** What the rows are, numbered by whoever sends and receives them. */
  int lane();

  /**
   * The rows, read anew with each call.
   *
   * @throws java.io.UncheckedIOException if they lie in a file that cannot be read
   */
  Table rows();
}
