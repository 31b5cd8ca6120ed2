package dev.tandem.infra.system.parity;

import dev.tandem.pipelines.RunnerKind;
import java.util.Locale;

/**
 * One way to go from a log to features.
 *
 * @param shards of every shuffle, and parts of every dataset
 * @param cuts at how many instants the online store is looked at
 * @param seed chooses the cuts and the rows that are looked at
 */
record Variant(RunnerKind runner, int shards, Arrangement arrangement, int cuts, long seed) {
  /** The simplest way, by which the events for the reference are read. */
  static final Variant REFERENCE = new Variant(RunnerKind.DIRECT, 1, Arrangement.AS_WRITTEN, 24, 0);

  /** How a log lies in files. */
  enum Arrangement {
    /** In one file for each source, as it was written. */
    AS_WRITTEN,
    /** In several files, the rows in random order and some of them repeated. */
    SHUFFLED_AND_REPEATED
  }

  /** Whether it looks at so many instants that they see the log both busy and quiet. */
  boolean looksWidely() {
    return cuts >= 20;
  }

  /** The folder of what variants with one runner and one arrangement of the files share. */
  String home() {
    return (runner + "-" + arrangement).toLowerCase(Locale.ROOT);
  }
}
