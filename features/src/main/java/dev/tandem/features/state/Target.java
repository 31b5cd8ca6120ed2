package dev.tandem.features.state;

import dev.tandem.features.declaration.Window;
import dev.tandem.features.timeline.Tiling;
import java.util.Optional;

/** A feature that reads a slot, and which of its aggregate's states the slot holds. Immutable. */
final class Target {
  /** The length of no window: all events. */
  private static final long EVER = Long.MAX_VALUE;

  private final int feature;
  private final int state;
  private final Optional<Window> window;
  private final long lengthMillis;
  private final long resolutionMillis;

  /**
   * A target.
   *
   * @param feature its number in the view
   * @param state the number, among its aggregate's states, of the state that the slot holds
   * @param window the feature's window, or empty for all events
   */
  Target(int feature, int state, Optional<Window> window) {
    this.feature = feature;
    this.state = state;
    this.window = window;
    this.lengthMillis = window.map(w -> w.length().toMillis()).orElse(EVER);
    this.resolutionMillis = window.map(w -> w.resolution().toMillis()).orElse(0L);
  }

  int feature() {
    return feature;
  }

  int state() {
    return state;
  }

  Optional<Window> window() {
    return window;
  }

  /** The first instant that the window covers at another instant. */
  long startMillis(long instant) {
    return lengthMillis == EVER
        ? Long.MIN_VALUE
        : Window.startMillis(instant, lengthMillis, resolutionMillis);
  }

  /** The first tile of the window at an instant; below all others if there is no window. */
  long firstTile(Tiling tiling, long instant) {
    return lengthMillis == EVER ? Long.MIN_VALUE : tiling.tileOf(startMillis(instant));
  }

  /** How far back the window reaches, for descriptions and for ordering windows. */
  long lengthMillis() {
    return lengthMillis;
  }

  /** True if another target's window covers the same at every instant. */
  boolean reachesAsFarAs(Target other) {
    return lengthMillis == other.lengthMillis && resolutionMillis == other.resolutionMillis;
  }
}
