package dev.tandem.features.state;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.Tiling;
import java.util.Optional;

/**
 * A feature that reads a slot.
 *
 * @param feature its number in the view
 * @param state the number, among its aggregate's states, of the state that the slot holds
 * @param window the feature's window, or empty for all events
 */
record Target(int feature, int state, Optional<Window> window) {

  /** The first instant that the window covers at another instant. */
  long startMillis(long instant) {
    return window.isPresent() ? window.get().startMillis(instant) : Long.MIN_VALUE;
  }

  /** The first tile of the window at an instant; below all others if there is no window. */
  long firstTile(Tiling tiling, long instant) {
    return window.isPresent() ? tiling.tileOf(startMillis(instant)) : Long.MIN_VALUE;
  }

  /** How far back the window reaches, for descriptions and for ordering windows. */
  long lengthMillis() {
    return window.map(w -> w.length().toMillis()).orElse(Long.MAX_VALUE);
  }
}
