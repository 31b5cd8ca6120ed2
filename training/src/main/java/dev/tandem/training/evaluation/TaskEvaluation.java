package dev.tandem.training.evaluation;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.CalibrationCurve;
import dev.tandem.training.metric.Ranking;
import dev.tandem.training.metric.RocCurve;
import dev.tandem.training.metric.RowGroups;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.metric.TaskScores;
import java.util.List;
import java.util.Optional;

/**
 * How well a task is predicted in one sample space.
 *
 * @param task as it was declared
 * @param given the task that must have happened: only rows where its label is 1 count, and the
 *     probability is the conditional one, p(task) / p(given), as in the conversion rate of clicks.
 *     Empty for the task's own sample space
 * @param roc at most {@link #ROC_POINTS} points; none for a task without probabilities
 * @param calibration at most {@link #CALIBRATION_BINS} bins; none for a task without probabilities
 */
public record TaskEvaluation(
    Task task,
    Optional<String> given,
    TaskMetrics metrics,
    RocCurve roc,
    CalibrationCurve calibration) {
  /** So many points of a curve tell all that a plot can show. */
  static final int ROC_POINTS = 200;

  /** Fewer bins than the calibration error has, so that each has a rate worth plotting. */
  static final int CALIBRATION_BINS = 10;

  /**
   * Measures predictions.
   *
   * @param labels NaN outside the sample space
   * @param groups of the same rows
   */
  static TaskEvaluation of(
      TaskScores scores, Optional<String> given, float[] labels, Optional<RowGroups> groups) {
    Optional<Ranking> ranking = scores.ranking(labels);
    return new TaskEvaluation(
        scores.task(),
        given,
        scores.measure(labels, groups),
        ranking.map(rows -> RocCurve.of(rows, ROC_POINTS)).orElse(new RocCurve(List.of())),
        ranking
            .map(rows -> CalibrationCurve.of(rows, CALIBRATION_BINS))
            .orElse(new CalibrationCurve(List.of())));
  }

  /** The task, with what is given, as people read it: {@code purchase | cart}. */
  public String title() {
    return task.name() + given.map(other -> " | " + other).orElse("");
  }
}
