package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads the rows and sends their keys to each group's shards, and what the result keeps of them to
 * the shards of rows.
 */
final class ReadSpine extends DoFn<PartsTask, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<KV<Integer, Chunk>> KEYS = new TupleTag<>() {};
  static final TupleTag<KV<Integer, Chunk>> ROWS = new TupleTag<>() {};
  static final TupleTag<Tally> TALLIES = new TupleTag<>() {};

  private final JoinSpec spec;
  private final SpineSpec spine;
  private final ChunkFolder folder;
  private transient JoinPlan plan;
  private transient RowLabels rowLabels;

  ReadSpine(JoinSpec spec, SpineSpec spine, ChunkFolder folder) {
    this.spec = spec;
    this.spine = spine;
    this.folder = folder;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
    rowLabels = plan.rowLabels();
  }

  @ProcessElement
  public void read(@Element PartsTask task, MultiOutputReceiver out) throws IOException {
    Table rows = matching(task);
    int[] mature = mature(rows);
    out.get(TALLIES).output(Tally.of(BackfillTally.SPINE, task.index(), rows.rows()));
    out.get(TALLIES)
        .output(Tally.of(BackfillTally.IMMATURE, task.index(), rows.rows() - mature.length));
    spine
        .matureBefore()
        .forEach(
            (label, instant) ->
                out.get(TALLIES)
                    .output(
                        Tally.of(
                            BackfillTally.IMMATURE_BY_LABEL + label,
                            task.index(),
                            rows.rows() - rowsBefore(rows, instant).length)));
    int[] computed = from(rows, mature, spine.from());
    out.get(TALLIES)
        .output(Tally.of(BackfillTally.EARLIER, task.index(), mature.length - computed.length));
    Table kept = computed.length == rows.rows() ? rows : rows.select(computed);
    try (ChunkWriter chunks = folder.open()) {
      SendRows.send(kept, plan, 0, spec.joinShards(), chunks, out.get(KEYS));
      sendRows(kept, chunks, out.get(ROWS));
    }
  }

  private void sendRows(Table rows, ChunkWriter chunks, OutputReceiver<KV<Integer, Chunk>> out) {
    List<String> columns = new ArrayList<>(plan.keptFields().stream().map(Field::name).toList());
    columns.addAll(rowLabels.columns());
    Table kept = rows.project(columns);
    int shards = spec.rowShards();
    Sharding.split(
        kept,
        kept.rows(),
        ShardHash.byIdentity(kept, kept.rows(), shards),
        shards,
        (shard, part) -> out.output(KV.of(shard, chunks.write(RowLanes.KEPT, part))));
  }

  /** The events of the task that are rows, with the labels that they carry. */
  private Table matching(PartsTask task) throws IOException {
    Set<String> read = new LinkedHashSet<>();
    plan.rowFields().forEach(field -> read.add(field.name()));
    read.addAll(rowLabels.variables());
    if (spine.where().isEmpty()) {
      return rowLabels.beside(PartFile.readAll(task.files(), List.copyOf(read)));
    }
    Source source = plan.project().source(task.source());
    Expression where =
        Expression.compile(
            spine.where(), source.fields().stream().map(SourceField::field).toList());
    read.addAll(where.variables());
    Table events = PartFile.readAll(task.files(), List.copyOf(read));
    LongColumn matches = (LongColumn) where.evaluate(events);
    // A null is 0 in the column's values, and counts as false.
    return rowLabels.beside(
        events.select(rowsWhere(events.rows(), row -> matches.value(row) == 1)));
  }

  private int[] mature(Table rows) {
    return rowsBefore(rows, spine.allMatureBefore());
  }

  private static int[] from(Table rows, int[] chosen, long instant) {
    LongColumn time = rows.longs(EventColumns.TIME);
    return Arrays.stream(chosen).filter(row -> time.value(row) >= instant).toArray();
  }

  private static int[] rowsBefore(Table rows, long instant) {
    LongColumn time = rows.longs(EventColumns.TIME);
    return rowsWhere(rows.rows(), row -> time.value(row) < instant);
  }

  private static int[] rowsWhere(int rows, IntPredicate test) {
    int[] selected = new int[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (test.test(row)) {
        selected[count++] = row;
      }
    }
    return Arrays.copyOf(selected, count);
  }
}
