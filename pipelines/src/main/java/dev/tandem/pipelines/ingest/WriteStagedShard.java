package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Removes the copies of events in a shard and writes its parts; writing again changes nothing. */
final class WriteStagedShard extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  private final ProjectSpec spec;
  private final SnapshotFolder events;
  private final SnapshotFolder deadLetters;
  private transient Source source;

  WriteStagedShard(ProjectSpec spec, SnapshotFolder events, SnapshotFolder deadLetters) {
    this.spec = spec;
    this.events = events;
    this.deadLetters = deadLetters;
  }

  @Setup
  public void setUp() {
    source = spec.project().sources().get(0);
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out)
      throws IOException {
    int index = shard.getKey();
    List<Table> rows = new ArrayList<>();
    List<Table> letters = new ArrayList<>();
    for (Chunk chunk : shard.getValue()) {
      (chunk.lane() == ReadSlice.EVENTS ? rows : letters).add(chunk.rows());
    }
    if (!rows.isEmpty()) {
      Table all = Table.concat(rows);
      Table distinct = DistinctEvents.of(source, all);
      out.output(PartFile.write(events, index, distinct, IngestTally.EVENTS));
      out.output(Tally.of(IngestTally.DUPLICATE, index, all.rows() - distinct.rows()));
    }
    if (!letters.isEmpty()) {
      Table sorted = DeadLetters.sorted(Table.concat(letters));
      out.output(PartFile.write(deadLetters, index, sorted, IngestTally.DEAD_LETTERS));
    }
  }
}
