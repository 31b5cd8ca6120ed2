package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.shard.Chunk;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Puts the joined columns of a shard's rows side by side, completes them with on-demand features
 * and writes the part; writing again changes nothing.
 */
final class AssembleShard extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  private final JoinSpec spec;
  private final SnapshotFolder snapshot;
  private transient JoinPlan plan;

  AssembleShard(JoinSpec spec, SnapshotFolder snapshot) {
    this.spec = spec;
    this.snapshot = snapshot;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
  }

  @ProcessElement
  public void assemble(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out)
      throws IOException {
    Table all = RowLanes.of(shard.getValue()).aligned();
    Table staying = plan.sampling().isOn() ? plan.sampling().apply(all) : all;
    out.output(Tally.of(BackfillTally.SAMPLED_OUT, shard.getKey(), all.rows() - staying.rows()));
    out.output(PartFile.write(snapshot, shard.getKey(), layout(staying), BackfillTally.ROWS));
  }

  /** The columns of the result in their order. */
  private Table layout(Table all) {
    Table features = plan.service().complete(all, all.longs(EventColumns.TIME));
    Table.Builder result = Table.builder(all.rows());
    for (Field field : plan.outputFields()) {
      result.add(
          field.name(), features.find(field.name()).orElseGet(() -> all.column(field.name())));
    }
    return result.build();
  }
}
