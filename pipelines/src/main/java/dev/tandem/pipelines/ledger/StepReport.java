package dev.tandem.pipelines.ledger;

/** What a step that ended well reports to the ledger. */
public interface StepReport {
  /** What came of the step. */
  StepResult step();
}
