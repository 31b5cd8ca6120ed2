package dev.tandem.training.tuning;

/** Is told how a search gets on; called from the thread that runs it. */
public interface TuningListener {
  /** Ignores everything. */
  TuningListener SILENT = new TuningListener() {};

  /** So many of the epochs that the search may take at most are done or were not needed. */
  default void reached(long epochs, long all) {}

  /** A trial has come to the end of a budget now. */
  default void ended(TrialResult result) {}
}
