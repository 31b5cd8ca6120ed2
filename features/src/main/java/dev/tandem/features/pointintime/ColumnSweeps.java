package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.ColumnAggregate;
import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.WindowColumns;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.ViewState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of features that are finished in columns, each state swept once for all features and
 * windows that share it.
 */
final class ColumnSweeps {
  private final SweptView view;
  private final Map<Integer, Map<Optional<Window>, long[]>> numbers = new HashMap<>();

  ColumnSweeps(SweptView view) {
    this.view = view;
  }

  /** The states of a feature whose aggregate is a {@link ColumnAggregate}, for all rows. */
  WindowColumns columns(CompiledFeature feature) {
    int states = feature.states().size();
    SelectedWindows windows = view.windows(feature.states().get(0));
    WindowColumns columns =
        new WindowColumns(
            states,
            windows.rows().rows().rows(),
            windows.rows().rows().times(),
            windows.first(feature.window()),
            windows.end());
    for (int i = 0; i < states; i++) {
      int state = feature.states().get(i);
      if (isOfValues(view.state(state).state())) {
        SelectedEvents events = view.windows(state).events();
        columns.values(events.values(), events.dictionary());
      } else {
        columns.numbers(i, numbers(state).get(feature.window()));
      }
    }
    return columns;
  }

  private static boolean isOfValues(ExactState state) {
    return switch (state.kind()) {
      case NEWEST_EVENTS, OLDEST_EVENT -> true;
      case TALLY,
          DISTINCT_KEYS,
          NEWEST_TIME,
          TILE_TALLIES,
          VALUE_COUNTS,
          DISTINCT_REGISTERS,
          VECTOR_SUMS ->
          false;
    };
  }

  private Map<Optional<Window>, long[]> numbers(int state) {
    return numbers.computeIfAbsent(state, this::swept);
  }

  private Map<Optional<Window>, long[]> swept(int state) {
    SelectedWindows windows = view.windows(state);
    List<Optional<Window>> shared = view.windowsOf(state);
    try {
      long[][] found =
          sweep(view.state(state)).sweep(windows, shared.stream().map(windows::first).toList());
      Map<Optional<Window>, long[]> swept = new HashMap<>();
      for (int w = 0; w < found.length; w++) {
        swept.put(shared.get(w), found[w]);
      }
      return swept;
    } catch (NumberOverflowException e) {
      throw e.of(view.featureOf(state));
    }
  }

  private static NumberSweep sweep(ViewState state) {
    return switch (state.state().kind()) {
      case TALLY -> NumberSweep.of((Tally) state.state(), state.scale());
      case DISTINCT_KEYS -> new DistinctSweep();
      case NEWEST_TIME -> new NewestTimeSweep();
      case NEWEST_EVENTS,
          OLDEST_EVENT,
          TILE_TALLIES,
          VALUE_COUNTS,
          DISTINCT_REGISTERS,
          VECTOR_SUMS ->
          throw new IllegalArgumentException(
              "found " + state.state() + ", allowed: states of one number");
    };
  }
}
