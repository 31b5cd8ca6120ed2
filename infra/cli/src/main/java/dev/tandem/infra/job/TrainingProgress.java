package dev.tandem.infra.job;

import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.training.EpochReport;
import dev.tandem.training.ProgressListener;

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
  public void checkpointPassedOver(String message) {
    listener.noticed("the checkpoint " + message);
  }

  @Override
  public void resumed(int epoch, int steps) {
    listener.noticed("goes on from a checkpoint: epoch " + epoch + ", after step " + steps);
  }

  @Override
  public void stepped(int epoch, int step, int steps, double loss) {
    listener.reached(step, steps, "steps of epoch " + epoch);
  }

  @Override
  public void epochEnded(EpochReport epoch) {}
}
