package dev.tandem.pipelines.events;

import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkFolder;
import dev.tandem.pipelines.shard.ChunkWriter;
import dev.tandem.pipelines.shard.ShardHash;
import dev.tandem.pipelines.shard.Sharding;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
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
  private final List<EventFilter> filters;
  private final int shards;
  private final ChunkFolder folder;

  private ShipEvents(
      List<EventNeed> needs, List<EventFilter> filters, int shards, ChunkFolder folder) {
    this.needs = List.copyOf(needs);
    this.filters = List.copyOf(filters);
    this.shards = shards;
    this.folder = folder;
  }

  /** Serves all needs, each with the same number of shards. */
  public ShipEvents(List<EventNeed> needs, int shards, ChunkFolder folder) {
    this(needs, Collections.nCopies(needs.size(), EventFilter.all()), shards, folder);
  }

  /** The same with a filter for each need, in their order. */
  public ShipEvents filtered(List<EventFilter> others) {
    return new ShipEvents(needs, others, shards, folder);
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
    try (ChunkWriter chunks = folder.open()) {
      for (int n = 0; n < needs.size(); n++) {
        EventNeed need = needs.get(n);
        if (need.source().equals(task.source())) {
          Table needed = filters.get(n).of(events.project(need.columns()));
          int first = n * shards;
          ship(
              needed,
              need.keys(),
              (shard, part) -> out.output(KV.of(first + shard, chunks.write(LANE, part))));
        }
      }
    }
  }

  private void ship(Table events, List<String> keys, BiConsumer<Integer, Table> to) {
    Sharding.split(
        events, events.rows(), ShardHash.byKeys(events, events.rows(), keys, shards), shards, to);
  }
}
