package dev.tandem.training.learner;

import dev.tandem.training.rows.TrainingRows;
import java.util.Optional;

/** Finds what made a training diverge. */
final class FiniteCheck {
  private FiniteCheck() {}

  /** Stops a training whose loss or weights are not finite. */
  static void require(Learner learner, TrainingRows rows, double loss, int epoch) {
    if (Double.isFinite(loss)) {
      return;
    }
    throw new DivergedException(
        "training diverged in epoch "
            + epoch
            + ", step "
            + learner.steps()
            + ": the loss is "
            + loss
            + "; the first tensor that is not finite is "
            + culprit(learner, rows).orElse("the output of the network")
            + "; lower optimizer.learning_rate, or take the logarithm of inputs with large values");
  }

  private static Optional<String> culprit(Learner learner, TrainingRows rows) {
    if (!finite(rows)) {
      return Optional.of("the dense inputs");
    }
    return learner.weights().stream()
        .filter(tensor -> !finite(tensor.values()))
        .map(tensor -> "'" + tensor.name() + "'")
        .findFirst();
  }

  private static boolean finite(TrainingRows rows) {
    float[] dense = new float[rows.inputs().denseWidth()];
    for (int row = 0; row < rows.size(); row++) {
      rows.dense(row, dense, 0);
      if (!finite(dense)) {
        return false;
      }
    }
    return true;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
