package dev.tandem.infra.shop;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a simulation wrote.
 *
 * @param eventRows the rows of the event log, clean and dirty
 * @param clicks the clean rows that are clicks; the others likewise
 * @param dirty the dirty rows of each kind
 * @param peakPending the largest number of things that were pending at once, which bounds the
 *     memory
 */
public record SimulationReport(
    long eventRows,
    long impressions,
    long clicks,
    long carts,
    long purchases,
    long ratings,
    long itemUpdates,
    Map<Dirt, Long> dirty,
    int peakPending) {
  public SimulationReport {
    dirty = Collections.unmodifiableMap(new EnumMap<>(dirty));
  }

  /** How many rows a careful reader gives this fate. */
  public long rows(Dirt.Fate fate) {
    long others =
        dirty.entrySet().stream()
            .filter(
                e -> fate == Dirt.Fate.USED ? e.getKey().fate() != fate : e.getKey().fate() == fate)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return fate == Dirt.Fate.USED ? eventRows - others : others;
  }
}
