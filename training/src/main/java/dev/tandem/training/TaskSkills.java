package dev.tandem.training;

import dev.tandem.training.head.LabelScale;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How good tasks are between knowing nothing, 0, and perfection, 1. */
final class TaskSkills {
  private TaskSkills() {}

  /**
   * The skills as an {@link dev.tandem.training.weighting.EpochOutcome} has them.
   *
   * @param metrics of the predictions; those with an AUC have labels of two classes
   */
  static List<OptionalDouble> of(
      TrainingRows rows, Predictions predictions, List<TaskMetrics> metrics) {
    List<OptionalDouble> skills = new ArrayList<>();
    int from = predictions.from();
    for (int task = 0; task < metrics.size(); task++) {
      Double auc = metrics.get(task).values().get(TaskMetrics.AUC);
      float[] labels = rows.labels(task, from, from + predictions.rows());
      skills.add(
          auc != null
              ? OptionalDouble.of(2 * auc - 1)
              : explained(metrics.get(task).values().get(TaskMetrics.RMSE), labels));
    }
    return skills;
  }

  /** The share of the variance that is explained; empty if there is none. */
  private static OptionalDouble explained(Double error, float[] labels) {
    if (error == null) {
      return OptionalDouble.empty();
    }
    double deviation = LabelScale.fit(labels, labels.length).deviation();
    return OptionalDouble.of(1 - (error * error) / (deviation * deviation));
  }
}
