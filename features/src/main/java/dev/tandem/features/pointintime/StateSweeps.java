package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.TileTallies;
import dev.tandem.features.aggregate.ValueCounts;
import dev.tandem.features.aggregate.VectorSums;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.pointintime.FeatureReading.StateReading;
import dev.tandem.features.timeline.RegisterEntries;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.ViewState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of features that are finished row by row, since they are more than a number or values
 * of events; each state is prepared once for all features that share it.
 */
final class StateSweeps {
  private final SweptView view;
  private final Map<Integer, Map<Optional<Window>, StateReading>> readings = new HashMap<>();

  StateSweeps(SweptView view) {
    this.view = view;
  }

  /** How a feature's states are read, row after row. */
  FeatureReading reading(CompiledFeature feature) {
    List<SelectedWindows> windows = new ArrayList<>();
    List<StateReading> states = new ArrayList<>();
    for (int state : feature.states()) {
      windows.add(view.windows(state));
      states.add(readings.computeIfAbsent(state, this::readings).get(feature.window()));
    }
    return new FeatureReading(feature.window(), windows, states);
  }

  private Map<Optional<Window>, StateReading> readings(int number) {
    ViewState state = view.state(number);
    SelectedWindows selected = view.windows(number);
    SelectedEvents events = selected.events();
    List<Optional<Window>> windows = view.windowsOf(number);
    try {
      return switch (state.state().kind()) {
        case VECTOR_SUMS -> vectors((VectorSums) state.state(), state.scale(), events, windows);
        case TILE_TALLIES -> tiled((TileTallies) state.state(), state.scale(), events, windows);
        case VALUE_COUNTS ->
            new KeyCountsSweep(events, selected.rows(), (ValueCounts) state.state())
                .readings(windows);
        case DISTINCT_REGISTERS -> registers(events, (DistinctRegisters) state.state(), windows);
        case TALLY, DISTINCT_KEYS, NEWEST_TIME, NEWEST_EVENTS, OLDEST_EVENT ->
            throw new IllegalArgumentException(
                "found " + state.state() + ", allowed: states of more than a number or values");
      };
    } catch (NumberOverflowException e) {
      throw e.of(view.featureOf(number));
    }
  }

  private static Map<Optional<Window>, StateReading> tiled(
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
}
