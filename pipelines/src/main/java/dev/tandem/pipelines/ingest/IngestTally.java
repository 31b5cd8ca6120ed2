package dev.tandem.pipelines.ingest;

/** The kinds of tallies of an ingestion. */
public final class IngestTally {
  /** Rows read, by slice. */
  public static final String READ = "read";

  /** Rows refused, by slice; the code of the reason follows. */
  public static final String REFUSED = "refused.";

  /** The earliest instant of a row that was refused as from the future, by slice with one. */
  public static final String FUTURE = "future";

  /** Further copies of an event, by shard. */
  public static final String DUPLICATE = "duplicate";

  /** Parts of the staged dataset. */
  public static final String EVENTS = "events";

  /** The rows in which parts of the staged dataset differ from those of the snapshot before. */
  public static final String CHANGES = "changes";

  /** Parts of the dead letters. */
  public static final String DEAD_LETTERS = "dead_letters";

  private IngestTally() {}
}
