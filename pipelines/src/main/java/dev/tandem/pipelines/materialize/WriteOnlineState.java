package dev.tandem.pipelines.materialize;

import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.TallyCoder;
import dev.tandem.pipelines.dataset.WriteTallies;
import dev.tandem.pipelines.events.EventNeed;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.events.ShipEvents;
import dev.tandem.pipelines.shard.ChunkCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Folds staged events into the state of each entity and writes it to an online store. */
public final class WriteOnlineState extends PTransform<PCollection<PartsTask>, PDone> {
  private static final long serialVersionUID = 1L;

  private final MaterializeSpec spec;
  private final OnlineStoreSpec store;
  private final SnapshotFolder notes;

  private WriteOnlineState(MaterializeSpec spec, OnlineStoreSpec store, SnapshotFolder notes) {
    this.spec = spec;
    this.store = store;
    this.notes = notes;
  }

  /**
   * Writes to the given store.
   *
   * @param notes where the tallies go
   */
  public static WriteOnlineState of(
      MaterializeSpec spec, OnlineStoreSpec store, SnapshotFolder notes) {
    return new WriteOnlineState(spec, store, notes);
  }

  @Override
  public PDone expand(PCollection<PartsTask> tasks) {
    return tasks
        .apply("read events", ParDo.of(new ShipEvents(needs(), spec.shards())))
        .setCoder(ChunkCoder.keyed())
        .apply("by entity", GroupByKey.create())
        .apply("fold and write", ParDo.of(new WriteStates(spec, store)))
        .setCoder(TallyCoder.of())
        .apply("tallies", WriteTallies.to(notes));
  }

  private List<EventNeed> needs() {
    MaterializePlan plan = MaterializePlan.of(spec);
    List<EventNeed> needs = new ArrayList<>();
    for (int group = 0; group < plan.groups().size(); group++) {
      needs.add(EventNeed.of(plan.source(group), plan.keys(group), plan.eventFields(group)));
    }
    return needs;
  }
}
