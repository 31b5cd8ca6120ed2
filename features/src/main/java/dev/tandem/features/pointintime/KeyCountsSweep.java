package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.ValueCounts;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.pointintime.FeatureReading.StateReading;
import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.RankedKeys;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.SmallestKeys;
import dev.tandem.features.timeline.Tiling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prepares to read how often each key occurs, for all windows that share the state.
 *
 * <p>Time and memory are linear in the events, whatever the number of keys, but for sorting the
 * distinct ones; each row then takes time for the keys that are kept in its window.
 */
final class KeyCountsSweep {
  private final SelectedEvents events;
  private final RowWindows rows;
  private final ValueCounts state;
  private final RankedKeys keys;

  KeyCountsSweep(SelectedEvents events, RowWindows rows, ValueCounts state) {
    this.events = events;
    this.rows = rows;
    this.state = state;
    this.keys = RankedKeys.of(events, state.buckets());
  }

  /** A reading for each of the windows. */
  Map<Optional<Window>, StateReading> readings(List<Optional<Window>> windows) {
    SlidingCounts counts = new SlidingCounts(keys);
    Map<Tiling, KeyCountsReading.Bound> bounds = bounds(windows);
    Map<Optional<Window>, StateReading> readings = new HashMap<>();
    for (Optional<Window> window : windows) {
      Optional<KeyCountsReading.Bound> bound = Optional.ofNullable(bounds.get(Tiling.of(window)));
      readings.put(window, new KeyCountsReading(keys, counts, bound));
    }
    return readings;
  }

  /** What is kept at each resolution; empty if all is. */
  private Map<Tiling, KeyCountsReading.Bound> bounds(List<Optional<Window>> windows) {
    Map<Tiling, KeyCountsReading.Bound> bounds = new HashMap<>();
    if (keys.size() <= state.most()) {
      return bounds;
    }
    Occurrences occurrences = keys.occurrences(events);
    SmallestKeys smallest = new SmallestKeys(keys, occurrences, state.most());
    for (Optional<Window> window : windows) {
      bounds.computeIfAbsent(
          Tiling.of(window),
          tiling ->
              new KeyCountsReading.Bound(
                  new KeptEvents(events, occurrences, rows, tiling, state.most()), smallest));
    }
    return bounds;
  }
}
