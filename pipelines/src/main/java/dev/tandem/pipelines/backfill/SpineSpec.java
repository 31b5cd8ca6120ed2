package dev.tandem.pipelines.backfill;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which events of the spine's parts are rows.
 *
 * @param where a boolean expression over the source's fields, or empty text for all
 * @param matureBefore for each label with a window: rows at this time or later (UTC epoch
 *     milliseconds) are left out, because the window reaches beyond the end of the data
 * @param from rows before this instant are only counted, because an earlier run computed them;
 *     {@link Long#MIN_VALUE} for none
 */
public record SpineSpec(String where, SortedMap<String, Long> matureBefore, long from)
    implements Serializable {
  public SpineSpec {
    matureBefore = Collections.unmodifiableSortedMap(new TreeMap<>(matureBefore));
  }

  /** The instant from which on a label of a row is not known. */
  long allMatureBefore() {
    return matureBefore.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** Every row. */
  public static SpineSpec all() {
    return new SpineSpec("", new TreeMap<>(), Long.MIN_VALUE);
  }
}
