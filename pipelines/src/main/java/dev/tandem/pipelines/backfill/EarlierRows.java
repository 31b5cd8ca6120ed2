package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.keep.KeepRows;
import dev.tandem.pipelines.keep.KeptLanes;
import dev.tandem.pipelines.keep.Resharding;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ShardHash;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of the training set's last snapshot that stay as they are.
 *
 * @param parts all parts of that snapshot
 * @param shards the number of shards its rows were cut into
 * @param before rows before this instant (UTC epoch milliseconds) stay; the others are computed
 */
public record EarlierRows(List<KeptPart> parts, int shards, long before) implements Serializable {
  private static final int LANE = 1 << 16;

  public EarlierRows {
    parts = List.copyOf(parts);
  }

  /** None: every row is computed. */
  public static EarlierRows none() {
    return new EarlierRows(List.of(), 0, Long.MIN_VALUE);
  }

  /** The lanes in which they come to the shards of rows, far above those of joined columns. */
  static KeptLanes lanes(List<Field> outputFields) {
    return KeptLanes.of(LANE, outputFields);
  }

  /** Sends them to the shards of rows. */
  KeepRows send(JoinSpec spec, ChunkFolder folder) {
    Resharding byIdentity =
        new Resharding(
            shards, spec.rowShards(), (rows, n) -> ShardHash.byIdentity(rows, rows.rows(), n));
    return KeepRows.of(lanes(spec.outputFields()), parts, byIdentity, folder);
  }

  /** Those of an earlier part's rows that stay. */
  public Table staying(Table rows) {
    LongColumn time = rows.longs(EventColumns.TIME);
    int[] staying =
        IntStream.range(0, rows.rows()).filter(row -> time.value(row) < before).toArray();
    return staying.length == rows.rows() ? rows : rows.select(staying);
  }
}
