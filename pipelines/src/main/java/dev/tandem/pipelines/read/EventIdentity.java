package dev.tandem.pipelines.read;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Computes the 128-bit identity of events: Murmur3 (x64 variant, seed 0) over the canonical bytes
 * of the event-id fields, one after the other.
 *
 * <table>
 *   <caption>The bytes of one value; no two different rows have the same</caption>
 *   <tr><td>null</td><td>00</td></tr>
 *   <tr><td>int64, bool, timestamp</td><td>01, the value in 8 bytes, big-endian</td></tr>
 *   <tr><td>float64</td><td>02, its IEEE 754 bits in 8 bytes, big-endian</td></tr>
 *   <tr><td>string</td><td>03, the length of its UTF-8 in 4 bytes, big-endian, its UTF-8</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
final class EventIdentity {
  private static final byte NULL = 0;
  private static final byte LONG = 1;
  private static final byte DOUBLE = 2;
  private static final byte STRING = 3;
  private static final int LARGEST_NUMBER_BYTES = 9;

  private final List<Column> columns;
  private final Murmur128 hash = new Murmur128();
  private ByteBuffer bytes = ByteBuffer.allocate(256);

  /** The identity of the rows of these columns, in this order. */
  EventIdentity(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Computes the identity of a row for {@link #hi} and {@link #lo}. */
  // Hot path: called for every row of a source.
  void hash(int row) {
    bytes.clear();
    for (Column column : columns) {
      put(column, row);
    }
    hash.hash(bytes.array(), bytes.position());
  }

  /** The upper 64 bits of the last identity. */
  long hi() {
    return hash.hi();
  }

  /** The lower 64 bits of the last identity. */
  long lo() {
    return hash.lo();
  }

  private void put(Column column, int row) {
    if (column.isNull(row)) {
      ensure(1);
      bytes.put(NULL);
    } else if (column instanceof LongColumn longs) {
      ensure(LARGEST_NUMBER_BYTES);
      bytes.put(LONG).putLong(longs.value(row));
    } else if (column instanceof DoubleColumn doubles) {
      ensure(LARGEST_NUMBER_BYTES);
      bytes.put(DOUBLE).putLong(Double.doubleToLongBits(doubles.value(row)));
    } else if (column instanceof StringColumn strings) {
      byte[] text = strings.value(row).getBytes(StandardCharsets.UTF_8);
      ensure(1 + Integer.BYTES + text.length);
      bytes.put(STRING).putInt(text.length).put(text);
    } else if (column instanceof ListColumn) {
      throw new IllegalArgumentException("a list cannot be part of an event's identity");
    }
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(2 * (bytes.position() + more));
      larger.put(bytes.flip());
      bytes = larger;
    }
  }
}
