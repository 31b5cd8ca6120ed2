package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.IdentityIndex;
import dev.tandem.pipelines.shard.RowOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Puts the joined columns of a shard's rows side by side, completes them with on-demand features
 * and writes the part; writing again changes nothing.
 */
final class AssembleShard extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  /** The lane of what is kept of the rows themselves. */
  static final int KEPT = 0;

  private final JoinSpec spec;
  private final SnapshotFolder snapshot;
  private transient JoinPlan plan;

  AssembleShard(JoinSpec spec, SnapshotFolder snapshot) {
    this.spec = spec;
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
    for (Chunk chunk : shard.getValue()) {
      lanes.get(chunk.lane()).add(chunk.rows());
    }
    Table rows = layout(aligned(lanes));
    out.output(PartFile.write(snapshot, shard.getKey(), rows, BackfillTally.ROWS));
  }

  /** All columns, with the rows in the order of time and identity. */
  private static Table aligned(List<List<Table>> lanes) {
    Table kept = RowOrder.byTime(Table.concat(lanes.get(KEPT)));
    IdentityIndex places = IdentityIndex.of(kept);
    Table.Builder all = Table.builder(kept.rows()).addAll(kept);
    for (List<Table> lane : lanes.subList(1, lanes.size())) {
      List<int[]> found = lane.stream().map(places::find).toList();
      checkSameRows(kept, found);
      for (Field field : lane.get(0).fields()) {
        if (!EventColumns.FIELDS.contains(field)) {
          Column column = all.allocate(field.name(), field.type());
          for (int i = 0; i < found.size(); i++) {
            column.scatter(found.get(i), lane.get(i).column(field.name()));
          }
        }
      }
    }
    return all.build();
  }

  private static void checkSameRows(Table kept, List<int[]> found) {
    boolean[] met = new boolean[kept.rows()];
    long rows = 0;
    boolean same = true;
    for (int[] places : found) {
      rows += places.length;
      for (int place : places) {
        same = same && place != IdentityIndex.NONE && !met[place];
        if (same) {
          met[place] = true;
        }
      }
    }
    if (!same || rows != kept.rows()) {
      throw new IllegalStateException(
          "two shuffles delivered different rows: " + kept.rows() + " and " + rows);
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
