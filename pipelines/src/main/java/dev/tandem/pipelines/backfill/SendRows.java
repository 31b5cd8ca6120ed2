package dev.tandem.pipelines.backfill;

import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventNeed;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Sends rows, together with what earlier rounds have found to be the keys of their groups, to the
 * shards of each group of joins of a later round.
 */
final class SendRows extends DoFn<KV<Integer, Iterable<Chunk>>, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  private final JoinSpec spec;
  private final int round;
  private final ChunkFolder folder;
  private transient JoinPlan plan;

  SendRows(JoinSpec spec, int round, ChunkFolder folder) {
    this.spec = spec;
    this.round = round;
    this.folder = folder;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
  }

  @ProcessElement
  public void send(
      @Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<KV<Integer, Chunk>> out) {
    Table rows = RowLanes.of(shard.getValue()).aligned();
    try (ChunkWriter chunks = folder.open()) {
      send(rows, plan, round, spec.joinShards(), chunks, out);
    }
  }

  /** Sends rows that have all that the joins of a round read of them. */
  static void send(
      Table rows,
      JoinPlan plan,
      int round,
      int shards,
      ChunkWriter chunks,
      OutputReceiver<KV<Integer, Chunk>> out) {
    List<JoinGroup> groups = plan.groups();
    for (int group = 0; group < groups.size(); group++) {
      if (plan.roundOf(group) == round) {
        JoinGroup join = groups.get(group);
        int first = group * shards;
        Table keys = rows.project(EventNeed.withEventColumns(join.rowFields()));
        Sharding.split(
            keys,
            keys.rows(),
            ShardHash.byKeys(keys, keys.rows(), join.keys(), shards),
            shards,
            (shard, part) -> out.output(KV.of(first + shard, chunks.write(JoinShard.ROWS, part))));
      }
    }
  }
}
