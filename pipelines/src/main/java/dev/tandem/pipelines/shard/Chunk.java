package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import java.util.Arrays;

/** A batch of rows on its way to a shard, together with the lane that says what the rows are. */
public final class Chunk {
  private final int lane;
  private final byte[] arrow;

  /** A chunk over the bytes of an Arrow IPC stream, which it takes over. */
  public Chunk(int lane, byte[] arrow) {
    this.lane = lane;
    this.arrow = arrow;
  }

  /** A chunk of a table's rows. */
  public static Chunk of(int lane, Table rows) {
    return new Chunk(lane, ArrowTables.toBytes(rows));
  }

  /** What the rows are, numbered by whoever sends and receives them. */
  public int lane() {
    return lane;
  }

  /** The rows. */
  public Table rows() {
    return ArrowTables.fromBytes(arrow);
  }

  /** The rows as an Arrow IPC stream; shared, not to be changed. */
  byte[] arrow() {
    return arrow;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chunk chunk && lane == chunk.lane && Arrays.equals(arrow, chunk.arrow);
  }

  @Override
  public int hashCode() {
    return 31 * lane + Arrays.hashCode(arrow);
  }

  @Override
  public String toString() {
    return "Chunk[lane=" + lane + ", " + arrow.length + " bytes]";
  }
}
