package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.keep.KeepRows;
import dev.tandem.pipelines.keep.KeptLanes;
import dev.tandem.pipelines.keep.Resharding;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ShardHash;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The staged rows and dead letters of an earlier snapshot, which rows of more files are added to.
 *
 * @param shards the number of shards that both were cut into
 */
public record KeptSource(List<KeptPart> events, List<KeptPart> deadLetters, int shards)
    implements Serializable {
  private static final int EVENTS = ShardSink.DEAD_LETTERS + 1;
  private static final int DEAD_LETTERS = EVENTS + 2;

  public KeptSource {
    events = List.copyOf(events);
    deadLetters = List.copyOf(deadLetters);
  }

  /** The rows of two snapshots that one run published. */
  public static KeptSource of(PublishedDataset events, PublishedDataset deadLetters, int shards) {
    return new KeptSource(events.parts(), deadLetters.parts(), shards);
  }

  static KeptLanes eventLanes(Source source) {
    return KeptLanes.of(EVENTS, StagedColumns.of(source));
  }

  static KeptLanes letterLanes() {
    return KeptLanes.of(DEAD_LETTERS, DeadLetters.FIELDS);
  }

  /** Sends all rows to the shards of the next snapshot. */
  PCollection<KV<Integer, Chunk>> send(
      PBegin begin, Source source, int shardsNow, ChunkFolder folder) {
    Resharding byIdentity =
        new Resharding(shards, shardsNow, (rows, n) -> ShardHash.byIdentity(rows, rows.rows(), n));
    Resharding byLine = new Resharding(shards, shardsNow, DeadLetters::shards);
    return PCollectionList.of(
            begin.apply("events", KeepRows.of(eventLanes(source), events, byIdentity, folder)))
        .and(begin.apply("letters", KeepRows.of(letterLanes(), deadLetters, byLine, folder)))
        .apply("rows", Flatten.pCollections());
  }
}
