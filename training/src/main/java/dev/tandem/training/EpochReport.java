package dev.tandem.training;

import dev.tandem.training.metric.TaskMetrics;
import java.util.List;

/**
 * One pass over the training rows.
 *
 * @param epoch counted from 1
 * @param loss the mean over the epoch's steps
 * @param validation metrics on the validation rows after the epoch, empty without such rows
 * @param score what early stopping compares, higher is better; NaN without validation rows
 * @param seconds the epoch took, validation included
 */
public record EpochReport(
    int epoch, double loss, List<TaskMetrics> validation, double score, double seconds) {
  public EpochReport {
    validation = List.copyOf(validation);
  }
}
