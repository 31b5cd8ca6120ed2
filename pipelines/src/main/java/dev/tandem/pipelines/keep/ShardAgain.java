package dev.tandem.pipelines.keep;

import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import dev.tandem.pipelines.shard.Sharding;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads a part and sends its rows to their shards. */
final class ShardAgain extends DoFn<KeptPart, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  private final KeptLanes lanes;
  private final Resharding resharding;
  private final ChunkFolder folder;

  ShardAgain(KeptLanes lanes, Resharding resharding, ChunkFolder folder) {
    this.lanes = lanes;
    this.resharding = resharding;
    this.folder = folder;
  }

  @ProcessElement
  public void shard(@Element KeptPart part, OutputReceiver<KV<Integer, Chunk>> out)
      throws IOException {
    Table rows = PartFile.read(part.file(), lanes.columns());
    int shards = resharding.now();
    try (ChunkWriter chunks = folder.open()) {
      Sharding.split(
          rows,
          rows.rows(),
          resharding.shardOf().rows(rows, shards),
          shards,
          (shard, cut) -> out.output(KV.of(shard, lanes.rows(cut, chunks))));
    }
  }
}
