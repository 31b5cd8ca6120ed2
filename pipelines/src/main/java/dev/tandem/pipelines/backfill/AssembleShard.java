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

  /** The lane of what is kept of the rows themselves. */
  static final int KEPT = 0;

  private final JoinSpec spec;
  private final EarlierRows earlier;
  private final SnapshotFolder snapshot;
  private transient JoinPlan plan;

  AssembleShard(JoinSpec spec, EarlierRows earlier, SnapshotFolder snapshot) {
    this.spec = spec;
    this.earlier = earlier;
    this.snapshot = snapshot;
  }

  /** The lane of a group's joined columns. */
  static int laneOf(int group) {
    return group + 1;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
  }

  @ProcessElement
  public void assemble(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out)
      throws IOException {
    List<List<Table>> lanes = new ArrayList<>();
    for (int lane = 0; lane <= plan.groups().size(); lane++) {
      lanes.add(new ArrayList<>());
    }
    KeptRows kept = new KeptRows(EarlierRows.lanes(plan.outputFields()));
    for (Chunk chunk : shard.getValue()) {
      if (!kept.take(chunk)) {
        lanes.get(chunk.lane()).add(chunk.rows());
      }
    }
    int index = shard.getKey();
    List<Table> rows = new ArrayList<>(kept.tables().stream().map(earlier::staying).toList());
    long earlierRows = rows.stream().mapToLong(Table::rows).sum();
    out.output(Tally.of(BackfillTally.EARLIER_ROWS, index, earlierRows));
    if (!lanes.get(KEPT).isEmpty()) {
      rows.add(computed(lanes, index, out));
    }
    Table all = rows.isEmpty() ? Table.allocate(plan.outputFields(), 0) : Table.concat(rows);
    if (all.rows() > 0) {
      out.output(PartFile.write(snapshot, index, RowOrder.byTime(all), BackfillTally.ROWS));
    }
  }

  private Table computed(List<List<Table>> lanes, int index, OutputReceiver<Tally> out) {
    Table all = aligned(lanes);
    Table staying = plan.sampling().isOn() ? plan.sampling().apply(all) : all;
    out.output(Tally.of(BackfillTally.SAMPLED_OUT, index, all.rows() - staying.rows()));
    return layout(staying);
  }

  /** All columns, with the rows in the order of time and identity. */
  private static Table aligned(List<List<Table>> lanes) {
    Table kept = RowOrder.byTime(Table.concat(lanes.get(KEPT)));
    Table.Builder all = Table.builder(kept.rows()).addAll(kept);
    for (List<Table> lane : lanes.subList(1, lanes.size())) {
      Table joined = RowOrder.byTime(Table.concat(lane));
      checkSameRows(kept, joined);
      for (Field field : joined.fields()) {
        if (!EventColumns.FIELDS.contains(field)) {
          all.add(field.name(), joined.column(field.name()));
        }
      }
    }
    return all.build();
  }

  private static void checkSameRows(Table kept, Table joined) {
    boolean same = kept.rows() == joined.rows();
    for (Field field : EventColumns.FIELDS) {
      long[] expected = kept.longs(field.name()).values();
      long[] actual = joined.longs(field.name()).values();
      for (int row = 0; same && row < kept.rows(); row++) {
        same = expected[row] == actual[row];
      }
    }
    if (!same) {
      throw new IllegalStateException(
          "two shuffles delivered different rows: " + kept.rows() + " and " + joined.rows());
    }
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
