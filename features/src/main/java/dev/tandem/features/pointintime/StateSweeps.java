package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.NewestEvents;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.TileTallies;
import dev.tandem.features.aggregate.ValueCounts;
import dev.tandem.features.aggregate.VectorSums;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.pointintime.FeatureReading.StateReading;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.RegisterEntries;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.ViewState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The states of some features for all rows, each swept once for all features that share it. */
final class StateSweeps {
  private final CompiledView view;
  private final List<CompiledFeature> features;
  private final Table events;
  private final RowWindows rows;
  private final Map<Integer, SelectedEvents> selected = new HashMap<>();
  private final Map<Integer, Map<Optional<Window>, StateReading>> readings = new HashMap<>();

  StateSweeps(CompiledView view, List<CompiledFeature> features, Table events, RowWindows rows) {
    this.view = view;
    this.features = features;
    this.events = events;
    this.rows = rows;
    features.stream()
        .flatMap(feature -> feature.states().stream())
        .distinct()
        .forEach(state -> readings.put(state, readings(state)));
  }

  /** The rows that were swept, in order of entity and time. */
  Timelines rows() {
    return rows.rows();
  }

  private SelectedEvents selected(int state) {
    int selection = view.states().get(state).selection();
    return selected.computeIfAbsent(
        selection,
        s -> new SelectedEvents(events, rows.events(), view.selections().get(selection)));
  }

  /** How a feature's states are read, row after row. */
  FeatureReading reading(CompiledFeature feature) {
    List<SelectedEvents> events = new ArrayList<>();
    List<int[]> firsts = new ArrayList<>();
    List<StateReading> states = new ArrayList<>();
    for (int i = 0; i < feature.states().size(); i++) {
      int number = feature.states().get(i);
      events.add(selected(number));
      firsts.add(rows.first(feature.window(), view.states().get(number).selection()));
      StateReading shared = readings.get(number).get(feature.window());
      ExactState own = feature.aggregate().states().get(i);
      states.add(own instanceof NewestEvents newest ? limited(shared, newest.limit()) : shared);
    }
    return new FeatureReading(rows, firsts, events, states);
  }

  // A shared state of newest events may hold more of them than the feature asks for.
  private static StateReading limited(StateReading reading, int limit) {
    return (window, i, row, from, to) ->
        reading.read(window, i, row, Math.max(from, to - limit), to);
  }

  private Map<Optional<Window>, StateReading> readings(int number) {
    ViewState state = view.states().get(number);
    SelectedEvents events = selected(number);
    List<Optional<Window>> windows = windowsOf(number);
    try {
      return switch (state.state().kind()) {
        case TALLY -> swept(NumberSweep.of((Tally) state.state(), state.scale()), number, windows);
        case DISTINCT_KEYS -> swept(new DistinctSweep(), number, windows);
        case NEWEST_EVENTS -> everywhere(newest(events), windows);
        case OLDEST_EVENT -> everywhere(oldest(events), windows);
        case NEWEST_TIME -> everywhere(newestTime(events), windows);
        case VECTOR_SUMS -> vectors((VectorSums) state.state(), state.scale(), events, windows);
        case TILE_TALLIES -> tiled((TileTallies) state.state(), state.scale(), events, windows);
        case VALUE_COUNTS ->
            new KeyCountsSweep(events, rows, (ValueCounts) state.state()).readings(windows);
        case DISTINCT_REGISTERS -> registers(events, (DistinctRegisters) state.state(), windows);
      };
    } catch (NumberOverflowException e) {
      throw e.of(view.featureOf(number));
    }
  }

  private List<Optional<Window>> windowsOf(int state) {
    return features.stream()
        .filter(f -> f.states().contains(state))
        .map(CompiledFeature::window)
        .distinct()
        .toList();
  }

  private Map<Optional<Window>, StateReading> swept(
      NumberSweep sweep, int state, List<Optional<Window>> windows) {
    int selection = view.states().get(state).selection();
    List<int[]> firsts = windows.stream().map(w -> rows.first(w, selection)).toList();
    long[][] numbers = sweep.sweep(selected(state), rows, firsts);
    Map<Optional<Window>, StateReading> swept = new HashMap<>();
    for (int w = 0; w < numbers.length; w++) {
      long[] ofWindow = numbers[w];
      swept.put(windows.get(w), (window, i, row, from, to) -> window.number(i, ofWindow[row]));
    }
    return swept;
  }

  private Map<Optional<Window>, StateReading> tiled(
      TileTallies state, int scale, SelectedEvents events, List<Optional<Window>> windows) {
    TallyTotals totals = TallyTotals.of(state.tally(), scale, events);
    Map<Optional<Window>, StateReading> tiled = new HashMap<>();
    for (Optional<Window> window : windows) {
      tiled.put(window, new TileWalk(events, Tiling.of(window), totals));
    }
    return tiled;
  }

  private static Map<Optional<Window>, StateReading> vectors(
      VectorSums sums, int scale, SelectedEvents events, List<Optional<Window>> windows) {
    Map<Optional<Window>, StateReading> vectors = new HashMap<>();
    for (Optional<Window> window : windows) {
      vectors.put(window, new VectorWalk(events, sums, scale, Tiling.of(window)));
    }
    return vectors;
  }

  private static Map<Optional<Window>, StateReading> everywhere(
      StateReading reading, List<Optional<Window>> windows) {
    Map<Optional<Window>, StateReading> everywhere = new HashMap<>();
    windows.forEach(window -> everywhere.put(window, reading));
    return everywhere;
  }

  private static StateReading newestTime(SelectedEvents events) {
    return (window, i, row, from, to) -> {
      if (from < to) {
        window.number(i, events.time(to - 1));
      }
    };
  }

  private static StateReading oldest(SelectedEvents events) {
    StateReading newest = newest(events);
    return (window, i, row, from, to) -> newest.read(window, i, row, from, Math.min(from + 1, to));
  }

  private static StateReading newest(SelectedEvents events) {
    return events.holdsText() ? texts(events) : items(events);
  }

  private static Map<Optional<Window>, StateReading> registers(
      SelectedEvents events, DistinctRegisters registers, List<Optional<Window>> windows) {
    SlidingRegisters sliding =
        new SlidingRegisters(events, registers, RegisterEntries.of(events, registers));
    Map<Optional<Window>, StateReading> readings = new HashMap<>();
    windows.forEach(
        of ->
            readings.put(
                of,
                (window, i, row, from, to) -> {
                  sliding.moveTo(from, to);
                  sliding.copyTo(window.counts());
                }));
    return readings;
  }

  private static StateReading items(SelectedEvents events) {
    long[] values = events.values();
    return (window, i, row, from, to) -> {
      for (int event = to - 1; event >= from; event--) {
        window.addItem(values[event]);
      }
    };
  }

  private static StateReading texts(SelectedEvents events) {
    long[] codes = events.values();
    List<String> dictionary = events.dictionary();
    return (window, i, row, from, to) -> {
      for (int event = to - 1; event >= from; event--) {
        window.addText(dictionary.get((int) codes[event]));
      }
    };
  }
}
