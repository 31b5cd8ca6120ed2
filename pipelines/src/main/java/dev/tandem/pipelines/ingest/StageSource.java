package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.dataset.TallyCoder;
import dev.tandem.pipelines.dataset.WriteTallies;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkCoder;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads slices of a source's files and writes the parts of its staged dataset and of its dead
 * letters.
 *
 * <p>If it ends well, all parts are complete and the tallies are in {@code events}'s tally file.
 */
public final class StageSource extends PTransform<PCollection<FileSlice>, PDone> {
  private static final long serialVersionUID = 1L;

  private final ProjectSpec source;
  private final long newestMillis;
  private final int shards;
  private final SnapshotFolder events;
  private final SnapshotFolder deadLetters;
  private final Optional<KeptSource> kept;

  private StageSource(
      ProjectSpec source,
      EventTimes.Limits limits,
      int shards,
      SnapshotFolder events,
      SnapshotFolder deadLetters,
      Optional<KeptSource> kept) {
    this.source = source;
    this.newestMillis = limits.newestMillis();
    this.shards = shards;
    this.events = events;
    this.deadLetters = deadLetters;
    this.kept = kept;
  }

  /** Stages the only source of a project. */
  public static StageSource of(
      ProjectSpec source,
      EventTimes.Limits limits,
      int shards,
      SnapshotFolder events,
      SnapshotFolder deadLetters) {
    return new StageSource(source, limits, shards, events, deadLetters, Optional.empty());
  }

  /** The same with the rows that an earlier run staged from other files. */
  public StageSource with(KeptSource before) {
    return new StageSource(
        source,
        new EventTimes.Limits(newestMillis),
        shards,
        events,
        deadLetters,
        Optional.of(before));
  }

  @Override
  public PDone expand(PCollection<FileSlice> slices) {
    ReadSlice read =
        new ReadSlice(source, new EventTimes.Limits(newestMillis), shards, events.chunks());
    PCollectionTuple rows =
        slices
            .apply("spread slices", Reshuffle.viaRandomKey())
            .apply(
                "read",
                ParDo.of(read)
                    .withOutputTags(ReadSlice.CHUNKS, TupleTagList.of(ReadSlice.TALLIES)));
    PCollection<KV<Integer, Chunk>> chunks =
        rows.get(ReadSlice.CHUNKS).setCoder(ChunkCoder.keyed());
    PCollection<Tally> written =
        withKept(chunks)
            .apply("by identity", GroupByKey.create())
            .apply(
                "write",
                ParDo.of(new WriteStagedShard(source, events, deadLetters, kept.isPresent())))
            .setCoder(TallyCoder.of());
    return PCollectionList.of(rows.get(ReadSlice.TALLIES).setCoder(TallyCoder.of()))
        .and(written)
        .apply("all tallies", Flatten.pCollections())
        .apply("tallies", WriteTallies.to(events));
  }

  private PCollection<KV<Integer, Chunk>> withKept(PCollection<KV<Integer, Chunk>> read) {
    if (kept.isEmpty()) {
      return read;
    }
    Source declared = source.project().sources().get(0);
    PBegin begin = read.getPipeline().begin();
    return PCollectionList.of(read)
        .and(kept.get().send(begin, declared, shards, events.chunks()))
        .apply("read and kept", Flatten.pCollections());
  }
}
