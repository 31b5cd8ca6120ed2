package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads a slice of a file into chunks of good rows and of dead letters, each keyed by its shard,
 * and tallies.
 */
final class ReadSlice extends DoFn<FileSlice, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<KV<Integer, Chunk>> CHUNKS = new TupleTag<>() {};
  static final TupleTag<Tally> TALLIES = new TupleTag<>() {};

  private final ProjectSpec spec;
  private final long newestMillis;
  private final int shards;
  private final ChunkFolder folder;
  private transient Source source;

  /** Reads the only source of the project. */
  ReadSlice(ProjectSpec spec, EventTimes.Limits limits, int shards, ChunkFolder folder) {
    this.spec = spec;
    this.newestMillis = limits.newestMillis();
    this.shards = shards;
    this.folder = folder;
  }

  @Setup
  public void setUp() {
    source = spec.project().sources().get(0);
  }

  @ProcessElement
  public void read(@Element FileSlice slice, MultiOutputReceiver out) throws IOException {
    try (ChunkWriter chunks = folder.open()) {
      ShardSink sink =
          (shard, lane, rows) -> out.get(CHUNKS).output(KV.of(shard, chunks.write(lane, rows)));
      new SlicesOfSource(source, new EventTimes.Limits(newestMillis), shards)
          .read(slice, sink)
          .forEach(out.get(TALLIES)::output);
    }
  }
}
