package dev.tandem.infra.system.parity;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.state.StateMerger;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps an online store up to date with one event at a time: folds the event alone and merges it
 * into the state that is stored.
 */
final class EventByEvent {
  private final String project;
  private final History history;
  private final OnlineStore store;
  private final List<Lane> lanes;

  private record Lane(CompiledView view, StateFolder folder, StateMerger merger) {}

  /** One event's part of one entity's state. */
  private record Update(StoredState part, StateMerger merger) {
    StoredState into(byte[] stored) {
      return stored == null ? part : StoredState.of(part.key(), merger.merge(stored, part.value()));
    }
  }

  EventByEvent(Project project, List<CompiledView> views, History history, OnlineStore store) {
    this.project = project.name();
    this.history = history;
    this.store = store;
    this.lanes =
        views.stream()
            .map(view -> new Lane(view, new StateFolder(view), new StateMerger(view)))
            .toList();
  }

  /** Folds events in the given order. */
  void fold(List<History.Event> events) {
    events.forEach(this::fold);
  }

  private void fold(History.Event event) {
    Table alone = history.of(event.source()).select(new int[] {event.row()});
    List<Update> updates = new ArrayList<>();
    for (Lane lane : lanes) {
      if (lane.view().source().name().equals(event.source())) {
        lane.folder()
            .fold(
                alone,
                event.time() + 1,
                (keys, row, state) ->
                    updates.add(
                        new Update(
                            StoredState.of(key(lane.view(), keys, row), state), lane.merger())));
      }
    }
    List<byte[]> stored = store.read(updates.stream().map(u -> u.part().key()).toList());
    List<StoredState> merged = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      merged.add(updates.get(i).into(stored.get(i)));
    }
    store.putIfNewer(merged);
  }

  private byte[] key(CompiledView view, Table keys, int row) {
    return EntityKeyCodec.encode(
        project, view.declaration().name(), keys, view.entity().keys(), row);
  }
}
