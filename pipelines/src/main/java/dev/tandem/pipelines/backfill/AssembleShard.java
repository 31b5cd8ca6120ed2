package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.keep.KeptRows;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.RowOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Puts the joined columns of a shard's rows side by side, completes them with on-demand features
 * and writes the part together with earlier rows that stay; writing again changes nothing.
 */
final class AssembleShard extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  private final JoinSpec spec;
  private final EarlierRows earlier;
  private final SnapshotFolder snapshot;
  private transient JoinPlan plan;

  AssembleShard(JoinSpec spec, EarlierRows earlier, SnapshotFolder snapshot) {
    this.spec = spec;
    this.earlier = earlier;
    this.snapshot = snapshot;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
  }

  @ProcessElement
  public void assemble(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out)
      throws IOException {
    List<Chunk> computed = new ArrayList<>();
    KeptRows kept = new KeptRows(EarlierRows.lanes(plan.outputFields()));
    for (Chunk chunk : shard.getValue()) {
      if (!kept.take(chunk)) {
        computed.add(chunk);
      }
    }
    int index = shard.getKey();
    List<Table> rows = new ArrayList<>(kept.tables().stream().map(earlier::staying).toList());
    long earlierRows = rows.stream().mapToLong(Table::rows).sum();
    out.output(Tally.of(BackfillTally.EARLIER_ROWS, index, earlierRows));
    if (!computed.isEmpty()) {
      rows.add(computed(computed, index, out));
    }
    Table all = rows.isEmpty() ? Table.allocate(plan.outputFields(), 0) : Table.concat(rows);
    if (all.rows() > 0) {
      out.output(PartFile.write(snapshot, index, RowOrder.byTime(all), BackfillTally.ROWS));
    }
  }

  private Table computed(List<Chunk> chunks, int index, OutputReceiver<Tally> out) {
    Table all = RowLanes.of(chunks).aligned();
    Table staying = plan.sampling().isOn() ? plan.sampling().apply(all) : all;
    out.output(Tally.of(BackfillTally.SAMPLED_OUT, index, all.rows() - staying.rows()));
    return layout(staying);
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
