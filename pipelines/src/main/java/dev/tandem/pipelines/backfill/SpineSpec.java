package dev.tandem.pipelines.backfill;

import java.io.Serializable;

/**
 * Which events of the spine's parts are rows.
 *
 * @param where a boolean expression over the source's fields, or empty text for all
 * @param matureBefore rows at this time or later (UTC epoch milliseconds) are left out, because
 *     their labels' windows reach beyond the end of the data
 */
public record SpineSpec(String where, long matureBefore) implements Serializable {
  /** Every row. */
  public static SpineSpec all() {
    return new SpineSpec("", Long.MAX_VALUE);
  }
}
