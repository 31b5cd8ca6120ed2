package dev.tandem.pipelines.events;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Reads parts once and sends to the shards of each need the columns it asks for.
 *
 * <p>The chunks of need {@code n} have the keys {@code [n * shards, (n + 1) * shards)} and lane
 * {@link #LANE}.
 */
public final class ShipEvents extends DoFn<PartsTask, KV<Integer, Chunk>> {
  /** The lane of events. */
  public static final int LANE = 0;

  private static final long serialVersionUID = 1L;

  private final List<EventNeed> needs;
  private final int shards;

  /** Serves all needs, each with the same number of shards. */
  public ShipEvents(List<EventNeed> needs, int shards) {
    this.needs = List.copyOf(needs);
    this.shards = shards;
  }

  /** Reads the parts of a task. */
  @ProcessElement
  public void ship(@Element PartsTask task, OutputReceiver<KV<Integer, Chunk>> out)
      throws IOException {
    List<String> columns =
        needs.stream()
            .filter(need -> need.source().equals(task.source()))
            .flatMap(need -> need.columns().stream())
            .distinct()
            .toList();
    Table events = PartFile.readAll(task.files(), columns);
    for (int n = 0; n < needs.size(); n++) {
      EventNeed need = needs.get(n);
      if (need.source().equals(task.source())) {
        ship(needed(events, need), need.keys(), n * shards, out);
      }
    }
  }

  private static Table needed(Table events, EventNeed need) {
    Table columns = events.project(need.columns());
    if (need.where().isEmpty()) {
      return columns;
    }
    LongColumn matches =
        (LongColumn) Expression.compile(need.where(), columns.fields()).evaluate(columns);
    // A null is 0 in the column's values, and counts as false.
    return columns.select(
        IntStream.range(0, columns.rows()).filter(row -> matches.value(row) == 1).toArray());
  }

  private void ship(
      Table events, List<String> keys, int first, OutputReceiver<KV<Integer, Chunk>> out) {
    Sharding.split(
        events,
        events.rows(),
        ShardHash.byKeys(events, events.rows(), keys, shards),
        shards,
        (shard, part) -> out.output(KV.of(first + shard, Chunk.of(LANE, part))));
  }
}
