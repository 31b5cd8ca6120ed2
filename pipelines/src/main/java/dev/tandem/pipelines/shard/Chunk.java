package dev.tandem.pipelines.shard;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A batch of rows on its way to a shard, together with the lane that says what the rows are.
 *
 * <p>Its bytes are an Arrow IPC stream and, behind the stream's end, the lane in four bytes,
 * big-endian. They are shared by whoever has the chunk, and never changed.
 */
public final class Chunk {
  private static final VarHandle LANE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;

  private Chunk(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A chunk of a table's rows. */
  public static Chunk of(int lane, Table rows) {
    byte[] bytes = ArrowTables.toBytes(rows, Integer.BYTES);
    LANE.set(bytes, bytes.length - Integer.BYTES, lane);
    return new Chunk(bytes);
  }

  /** The chunk of {@link #bytes()}, which it takes over. */
  static Chunk from(byte[] bytes) {
    return new Chunk(bytes);
  }

  /** What the rows are, numbered by whoever sends and receives them. */
  public int lane() {
    return (int) LANE.get(bytes, bytes.length - Integer.BYTES);
  }

  /** The rows. */
  public Table rows() {
    return ArrowTables.fromBytes(bytes);
  }

  /** The whole chunk; shared, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chunk chunk && Arrays.equals(bytes, chunk.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Chunk[lane=" + lane() + ", " + bytes.length + " bytes]";
  }
}
