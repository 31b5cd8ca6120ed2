package dev.tandem.infra.job;

import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.training.EpochReport;
import dev.tandem.training.ProgressListener;
import java.util.List;

/** Passes on how a training gets on. */
final class TrainingProgress implements ProgressListener {
  private final JobListener listener;

  TrainingProgress(JobListener listener) {
    this.listener = listener;
  }

  @Override
  public void prepared(SplitRows rows) {
    listener.reached(0, rows.training(), "rows of epoch 1");
  }

  @Override
  public void constantInputs(List<String> features) {
    listener.note(
        (features.size() == 1
                ? "this input is the same in every training row and teaches nothing: "
                : "these inputs are the same in every training row and teach nothing: ")
            + String.join(", ", features));
  }

  @Override
  public void stepped(int epoch, int step, int steps, double loss) {
    listener.reached(step, steps, "steps of epoch " + epoch);
  }

  @Override
  public void epochEnded(EpochReport epoch) {}
}
