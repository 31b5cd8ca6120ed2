package dev.tandem.pipelines.shard;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.util.List;

/**
 * Says which shard each row of a table belongs to: equal keys always come to the same shard,
 * whichever table, process or runner they are in.
 *
 * <p>The shard decides only where a row is worked on, never what comes out.
 */
public final class ShardHash {
  private ShardHash() {}

  /** The shard in {@code [0, shards)} of each of the first {@code rows} rows by its identity. */
  public static int[] byIdentity(Table table, int rows, int shards) {
    return byKeys(table, rows, List.of(EventColumns.ID_HI, EventColumns.ID_LO), shards);
  }

  /**
   * The shard in {@code [0, shards)} of each of the first {@code rows} rows by the values of the
   * named columns.
   */
  public static int[] byKeys(Table table, int rows, List<String> keys, int shards) {
    long[] hashes = hashes(table, rows, keys);
    int[] shardOf = new int[hashes.length];
    for (int row = 0; row < hashes.length; row++) {
      shardOf[row] = (int) Long.remainderUnsigned(hashes[row], shards);
    }
    return shardOf;
  }

  /** A hash of the values of the named columns for each of the first {@code rows} rows. */
  public static long[] hashes(Table table, int rows, List<String> keys) {
    long[] hashes = new long[rows];
    for (String key : keys) {
      add(table.column(key), hashes);
    }
    return hashes;
  }

  // Hot path: called for every row that is shuffled.
  private static void add(Column column, long[] hashes) {
    if (column instanceof LongColumn longs) {
      for (int row = 0; row < hashes.length; row++) {
        hashes[row] = mix(hashes[row] * 31 + longs.value(row));
      }
    } else if (column instanceof StringColumn strings) {
      long[] byCode = strings.dictionary().stream().mapToLong(ShardHash::hash).toArray();
      for (int row = 0; row < hashes.length; row++) {
        int code = strings.codeAt(row);
        hashes[row] = mix(hashes[row] * 31 + (code < 0 ? 0 : byCode[code]));
      }
    } else if (column instanceof DoubleColumn doubles) {
      for (int row = 0; row < hashes.length; row++) {
        hashes[row] = mix(hashes[row] * 31 + Double.doubleToLongBits(doubles.value(row)));
      }
    } else if (column instanceof ListColumn) {
      throw new IllegalArgumentException("rows are not sharded by lists");
    }
  }

  /** The language defines a string's hash code, so that it is the same everywhere. */
  private static long hash(String text) {
    return mix(text.hashCode() + 1L);
  }

  /** The finaliser of Murmur3. */
  private static long mix(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
