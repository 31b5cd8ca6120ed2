package dev.tandem.pipelines.materialize;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.shard.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Folds the events of one shard and writes the states; writing again changes nothing, because the
 * store keeps the newer of two states and equal events and cuts give equal states. It stops as soon
 * as another run has taken a view over.
 */
final class WriteStates extends DoFn<KV<Integer, Iterable<Chunk>>, Tally> {
  private static final long serialVersionUID = 1L;

  private final MaterializeSpec spec;
  private final OnlineStoreSpec storeSpec;
  private transient MaterializePlan plan;
  private transient OnlineStore store;

  WriteStates(MaterializeSpec spec, OnlineStoreSpec storeSpec) {
    this.spec = spec;
    this.storeSpec = storeSpec;
  }

  @Setup
  public void setUp() {
    plan = spec.plan();
    store = storeSpec.open();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Chunk>> shard, OutputReceiver<Tally> out) {
    List<Table> chunks = new ArrayList<>();
    for (Chunk chunk : shard.getValue()) {
      chunks.add(chunk.rows());
    }
    Table events = Table.concat(chunks);
    for (int view = 0; view < plan.views().size(); view++) {
      String name = spec.views().get(view);
      StoredState marker = ViewMarker.stored(plan.project(), name, spec.markers().get(view));
      StateBatch batch = new StateBatch(store, Guard.held(marker));
      try {
        out.output(write(plan.views().get(view), events, batch, shard.getKey()));
      } catch (SupersededException e) {
        throw ViewMarkers.superseded(name);
      }
    }
  }

  private Tally write(CompiledView view, Table events, StateBatch batch, int index) {
    String name = view.declaration().name();
    EntityKeyCodec codec = EntityKeyCodec.of(plan.project(), name, view.entity().keys());
    new StateFolder(view)
        .fold(
            events,
            spec.cut(),
            (keys, row, state) -> batch.add(codec.keysOf(keys).encode(row), state));
    batch.flush();
    return new Tally(
        MaterializeTally.ENTITIES + name,
        index,
        batch.entities(),
        batch.bytes(),
        "",
        Long.MAX_VALUE,
        Long.MIN_VALUE);
  }

  @Teardown
  public void tearDown() {
    if (store != null) {
      store.close();
    }
  }
}
