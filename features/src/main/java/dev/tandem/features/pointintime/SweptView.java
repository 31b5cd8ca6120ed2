package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.ViewState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some features of a view with the rows and events for which their states are swept. */
final class SweptView {
  private final CompiledView view;
  private final List<CompiledFeature> features;
  private final Table events;
  private final RowWindows rows;
  private final Map<Integer, SelectedWindows> selected = new HashMap<>();

  SweptView(CompiledView view, List<CompiledFeature> features, Table events, RowWindows rows) {
    this.view = view;
    this.features = List.copyOf(features);
    this.events = events;
    this.rows = rows;
  }

  /** The rows, in order of entity and time. */
  Timelines rows() {
    return rows.rows();
  }

  /** A state by its number in the view. */
  ViewState state(int state) {
    return view.states().get(state);
  }

  /** The events that a state counts, and which of them each row's windows hold. */
  SelectedWindows windows(int state) {
    return selected.computeIfAbsent(
        state(state).selection(),
        selection ->
            new SelectedWindows(
                rows,
                selection,
                new SelectedEvents(events, rows.events(), view.selections().get(selection))));
  }

  /** The windows over which the features need a state. */
  List<Optional<Window>> windowsOf(int state) {
    return features.stream()
        .filter(f -> f.states().contains(state))
        .map(CompiledFeature::window)
        .distinct()
        .toList();
  }

  /** The name of the first feature that needs a state, for messages. */
  String featureOf(int state) {
    return view.featureOf(state);
  }
}
