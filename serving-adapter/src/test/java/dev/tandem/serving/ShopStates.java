package dev.tandem.serving;

import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.state.StateFolder;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.List;

/** Puts the states of all views into a store, as materializing does. */
public final class ShopStates {
  private ShopStates() {}

  /** Folds the events before the cut and stores the states. */
  public static void load(Project project, Table events, long cut, OnlineStore store) {
    List<StoredState> states = new ArrayList<>();
    for (FeatureView declared : project.views()) {
      CompiledView view = CompiledView.compile(project, declared.name());
      EntityKeyCodec codec =
          EntityKeyCodec.of(project.name(), declared.name(), view.entity().keys());
      new StateFolder(view)
          .fold(
              events,
              cut,
              (keys, row, state) ->
                  states.add(StoredState.of(codec.keysOf(keys).encode(row), state)));
    }
    store.putIfNewer(states);
  }
}
