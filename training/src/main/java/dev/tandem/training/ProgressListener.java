package dev.tandem.training;

import dev.tandem.features.bundle.Provenance.SplitRows;
import java.util.List;

/** Is told how a run gets on; called from the thread that runs it. */
public interface ProgressListener {
  /** Ignores everything. */
  ProgressListener SILENT = new ProgressListener() {};

  /** The rows are split and the inputs fitted. */
  default void prepared(SplitRows rows) {}

  /**
   * Some inputs are the same in every training row; said once, before the first step. The run goes
   * on, and nothing is learnt of them.
   */
  default void constantInputs(List<String> features) {}

  /**
   * A step was taken.
   *
   * @param epoch counted from 1
   * @param step of the epoch, counted from 1
   * @param steps of the epoch
   * @param loss of the step's batch
   */
  default void stepped(int epoch, int step, int steps, double loss) {}

  /** An epoch ended. */
  default void epochEnded(EpochReport epoch) {}
}
