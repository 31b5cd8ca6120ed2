package dev.tandem.features.timeline;

import dev.tandem.features.declaration.Window;
import java.util.Optional;

/**
 * Time cut into tiles of one length, counted from the epoch.
 *
 * @param resolutionMillis the length of a tile; 0 for one tile that holds all time
 */
public record Tiling(long resolutionMillis) {

  /** The tiles of a window's resolution, or one for all time without a window. */
  public static Tiling of(Optional<Window> window) {
    return new Tiling(window.map(w -> w.resolution().toMillis()).orElse(0L));
  }

  /** The tile of an instant. */
  public long tileOf(long instant) {
    return resolutionMillis == 0 ? 0 : Math.floorDiv(instant, resolutionMillis);
  }

  /** The first instant of a tile. */
  public long startOf(long tile) {
    return resolutionMillis == 0 ? Long.MIN_VALUE : tile * resolutionMillis;
  }
}
