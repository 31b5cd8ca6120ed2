package dev.tandem.features.aggregate;

/**
 * What is kept of a set of events: no order of adding, no split into parts and no order of merging
 * them changes it.
 *
 * <p>The permitted kinds are all there are; each has a sweep over sorted events (package {@code
 * pointintime}) and a compact form in bytes (package {@code state}).
 */
public sealed interface ExactState
    permits Tally, NewestEvents, DistinctKeys, OldestEvent, NewestTime, TileTallies {

  /** Which of the permitted kinds this is. */
  Kind kind();

  /** True if it adds up numbers, so that fractional ones enter it in fixed point. */
  default boolean isScaled() {
    return false;
  }

  /** The permitted kinds. */
  enum Kind {
    /** {@link Tally}. */
    TALLY,
    /** {@link NewestEvents}. */
    NEWEST_EVENTS,
    /** {@link DistinctKeys}. */
    DISTINCT_KEYS,
    /** {@link OldestEvent}. */
    OLDEST_EVENT,
    /** {@link NewestTime}. */
    NEWEST_TIME,
    /** {@link TileTallies}. */
    TILE_TALLIES
  }
}
