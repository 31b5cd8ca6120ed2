package dev.tandem.features.state;

/**
 * Time cut into tiles of one length, counted from the epoch.
 *
 * @param resolutionMillis the length of a tile; 0 for one tile that holds all time
 */
record Tiling(long resolutionMillis) {

  /** The tile of an instant. */
  long tileOf(long instant) {
    return resolutionMillis == 0 ? 0 : Math.floorDiv(instant, resolutionMillis);
  }

  /** The first instant of a tile. */
  long startOf(long tile) {
    return resolutionMillis == 0 ? Long.MIN_VALUE : tile * resolutionMillis;
  }

  /** The first tile of a target's window at an instant. */
  long firstTile(Target target, long instant) {
    return target.window().isPresent() ? tileOf(target.startMillis(instant)) : Long.MIN_VALUE;
  }
}
