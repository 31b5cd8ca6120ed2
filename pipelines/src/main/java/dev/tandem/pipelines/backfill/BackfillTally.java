package dev.tandem.pipelines.backfill;

/** The kinds of tallies of a backfill. */
public final class BackfillTally {
  /** Rows of the spine, by task. */
  public static final String SPINE = "spine";

  /** Rows of the spine that were left out as immature, by task. */
  public static final String IMMATURE = "immature";

  /** Parts of the training set. */
  public static final String ROWS = "rows";

  private BackfillTally() {}
}
