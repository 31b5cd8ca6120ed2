package dev.tandem.pipelines.backfill;

/** The kinds of tallies of a backfill. */
public final class BackfillTally {
  /** Rows of the spine, by task. */
  public static final String SPINE = "spine";

  /** Rows of the spine that were left out as immature, by task. */
  public static final String IMMATURE = "immature";

  /**
   * Before the name of a label: rows that this label's open window alone was enough to leave out. A
   * row may count for several labels.
   */
  public static final String IMMATURE_BY_LABEL = "immature.";

  /** Rows of the spine that an earlier run computed, by task. */
  public static final String EARLIER = "earlier";

  /** Those of them that stand in the parts, by shard; the others were left out by chance. */
  public static final String EARLIER_ROWS = "earlier_rows";

  /** Negative rows that this run left out by chance, by shard. */
  public static final String SAMPLED_OUT = "sampled_out";

  /** Parts of the training set. */
  public static final String ROWS = "rows";

  private BackfillTally() {}
}
