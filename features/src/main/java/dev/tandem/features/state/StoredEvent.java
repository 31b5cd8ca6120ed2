package dev.tandem.features.state;

import java.util.Comparator;

/**
 * One event that a state keeps by itself, with the identity that breaks ties when states are
 * merged.
 *
 * @param number the value, of no meaning for a string
 * @param text the value if it is a string, otherwise empty
 */
record StoredEvent(long time, long idHigh, long idLow, long number, String text) {
  /** Of two events at one time the one with the larger identity is newer. */
  static final Comparator<StoredEvent> NEWEST_FIRST =
      Comparator.comparingLong(StoredEvent::time)
          .thenComparingLong(StoredEvent::idHigh)
          .thenComparingLong(StoredEvent::idLow)
          .reversed();
}
