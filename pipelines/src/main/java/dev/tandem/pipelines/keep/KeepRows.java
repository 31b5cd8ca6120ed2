package dev.tandem.pipelines.keep;

import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkCoder;
import dev.tandem.pipelines.shard.ChunkFolder;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Sends the rows of an earlier snapshot to the shards of the next one.
 *
 * <p>If there are as many shards as before, only the names of the parts travel, and whoever gets
 * them reads the rows ({@link KeptRows}); otherwise the rows are sharded again.
 */
public final class KeepRows extends PTransform<PBegin, PCollection<KV<Integer, Chunk>>> {
  private static final long serialVersionUID = 1L;

  private final KeptLanes lanes;
  private final List<KeptPart> parts;
  private final Resharding resharding;
  private final ChunkFolder folder;

  private KeepRows(
      KeptLanes lanes, List<KeptPart> parts, Resharding resharding, ChunkFolder folder) {
    this.lanes = lanes;
    this.parts = List.copyOf(parts);
    this.resharding = resharding;
    this.folder = folder;
  }

  /** Keeps the rows of these parts. */
  public static KeepRows of(
      KeptLanes lanes, List<KeptPart> parts, Resharding resharding, ChunkFolder folder) {
    return new KeepRows(lanes, parts, resharding, folder);
  }

  @Override
  public PCollection<KV<Integer, Chunk>> expand(PBegin begin) {
    PCollection<KeptPart> kept =
        begin.apply(Create.of(parts).withCoder(SerializableCoder.of(KeptPart.class)));
    if (resharding.isNeeded()) {
      return kept.apply(Reshuffle.viaRandomKey())
          .apply("shard again", ParDo.of(new ShardAgain(lanes, resharding, folder)))
          .setCoder(ChunkCoder.keyed());
    }
    return kept.apply("name parts", ParDo.of(new NamePart(lanes))).setCoder(ChunkCoder.keyed());
  }
}
