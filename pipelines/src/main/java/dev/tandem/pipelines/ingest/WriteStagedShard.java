package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.keep.KeptRows;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.RowOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Removes the copies of events in a shard and writes its parts, and the rows in which they differ
 * from those of the snapshot before; writing again changes nothing.
 */
final class WriteStagedShard extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  private final ProjectSpec spec;
  private final SnapshotFolder events;
  private final SnapshotFolder deadLetters;
  private final boolean changes;
  private transient Source source;

  /**
   * Writes the shards of the only source of the project.
   *
   * @param changes whether there is a snapshot before
   */
  WriteStagedShard(
      ProjectSpec spec, SnapshotFolder events, SnapshotFolder deadLetters, boolean changes) {
    this.spec = spec;
    this.events = events;
    this.deadLetters = deadLetters;
    this.changes = changes;
  }

  @Setup
  public void setUp() {
    source = spec.project().sources().get(0);
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out)
      throws IOException {
    KeptRows keptEvents = new KeptRows(KeptSource.eventLanes(source));
    KeptRows keptLetters = new KeptRows(KeptSource.letterLanes());
    List<Table> rows = new ArrayList<>();
    List<Table> letters = new ArrayList<>();
    for (Chunk chunk : shard.getValue()) {
      if (!keptEvents.take(chunk) && !keptLetters.take(chunk)) {
        (chunk.lane() == ShardSink.EVENTS ? rows : letters).add(chunk.rows());
      }
    }
    letters.addAll(keptLetters.tables());
    writeEvents(shard.getKey(), keptEvents.tables(), rows, out);
    if (!letters.isEmpty()) {
      Table sorted = DeadLetters.sorted(Table.concat(letters));
      out.output(PartFile.write(deadLetters, shard.getKey(), sorted, IngestTally.DEAD_LETTERS));
    }
  }

  private void writeEvents(int index, List<Table> kept, List<Table> read, OutputReceiver<Tally> out)
      throws IOException {
    if (kept.isEmpty() && read.isEmpty()) {
      return;
    }
    // The kept rows first: an equal copy of one of them is no change.
    List<Table> tables = new ArrayList<>();
    if (!kept.isEmpty()) {
      tables.add(RowOrder.byTime(Table.concat(kept)));
    }
    int keptRows = kept.isEmpty() ? 0 : tables.get(0).rows();
    tables.addAll(read);
    Table all = Table.concat(tables);
    int[] distinct = DistinctEvents.of(source, all, keptRows);
    out.output(PartFile.write(events, index, all.select(distinct), IngestTally.EVENTS));
    out.output(Tally.of(IngestTally.DUPLICATE, index, all.rows() - distinct.length));
    int[] changed = changed(keptRows, distinct);
    if (changes && changed.length > 0) {
      Table rows = all.select(changed);
      out.output(PartFile.writeChanges(events, index, rows, IngestTally.CHANGES));
    }
  }

  /** The kept rows that do not stay, and the read ones that do; kept ones stand first. */
  private static int[] changed(int kept, int[] distinct) {
    BitSet changed = new BitSet();
    changed.set(0, kept);
    for (int row : distinct) {
      changed.flip(row);
    }
    return changed.stream().toArray();
  }
}
