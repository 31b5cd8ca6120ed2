package dev.tandem.pipelines.backfill;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.events.EventNeed;
import dev.tandem.pipelines.events.ShipEvents;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Joins the rows of one shard of one group to its events and sends the result to the rows. */
final class JoinShard extends DoFn<KV<Integer, Iterable<Chunk>>, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  /** Joined columns on their way to the rows. */
  static final TupleTag<KV<Integer, Chunk>> JOINED = new TupleTag<>() {};

  /** The same of columns that joins of later rounds read. */
  static final TupleTag<KV<Integer, Chunk>> PASSED_ON = new TupleTag<>() {};

  /** The lane of rows; events come in {@link ShipEvents#LANE}. */
  static final int ROWS = ShipEvents.LANE + 1;

  private final JoinSpec spec;
  private final ChunkFolder folder;
  private transient JoinPlan plan;

  JoinShard(JoinSpec spec, ChunkFolder folder) {
    this.spec = spec;
    this.folder = folder;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
  }

  @ProcessElement
  public void join(@Element KV<Integer, Iterable<Chunk>> shard, MultiOutputReceiver out) {
    int group = shard.getKey() / spec.joinShards();
    JoinGroup join = plan.groups().get(group);
    List<Table> events = new ArrayList<>();
    List<Table> rows = new ArrayList<>();
    for (Chunk chunk : shard.getValue()) {
      (chunk.lane() == ShipEvents.LANE ? events : rows).add(chunk.rows());
    }
    if (rows.isEmpty()) {
      return;
    }
    if (events.isEmpty()) {
      events.add(noEvents(join));
    }
    Table all = Table.concat(rows);
    Table joined =
        Table.builder(all.rows())
            .addAll(all.project(EventColumns.FIELDS.stream().map(Field::name).toList()))
            .addAll(join.join(Table.concat(events), all))
            .build();
    try (ChunkWriter chunks = folder.open()) {
      send(joined, group, chunks, out.get(JOINED));
      List<String> passedOn = plan.passedOn(group);
      if (!passedOn.isEmpty()) {
        List<String> columns = new ArrayList<>(EventNeed.withEventColumns(List.of()));
        columns.addAll(passedOn);
        send(joined.project(columns), group, chunks, out.get(PASSED_ON));
      }
    }
  }

  private void send(
      Table joined, int group, ChunkWriter chunks, OutputReceiver<KV<Integer, Chunk>> out) {
    Sharding.split(
        joined,
        joined.rows(),
        ShardHash.byIdentity(joined, joined.rows(), spec.rowShards()),
        spec.rowShards(),
        (rowShard, part) ->
            out.output(KV.of(rowShard, chunks.write(RowLanes.laneOf(group), part))));
  }

  private static Table noEvents(JoinGroup join) {
    return Table.allocate(
        Stream.concat(EventColumns.FIELDS.stream(), join.eventFields().stream())
            .distinct()
            .toList(),
        0);
  }
}
