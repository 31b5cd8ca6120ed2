package dev.tandem.training;

import dev.tandem.training.metric.TaskMetrics;
import java.util.List;

/**
 * One pass over the training rows.
 *
 * @param epoch counted from 1
 * @param loss the mean over the epoch's steps
 * @param losses of each task, in the order of the tasks: the mean over the epoch's rows in its
 *     sample space, each measured before the step that learnt from it; NaN for a task without such
 *     rows
 * @param validation metrics on the validation rows after the epoch, empty without such rows
 * @param score what early stopping compares, higher is better; NaN without validation rows
 * @param seconds the epoch took, validation included
 */
public record EpochReport(
    int epoch,
    double loss,
    List<Double> losses,
    List<TaskMetrics> validation,
    double score,
    double seconds) {
  public EpochReport {
    losses = List.copyOf(losses);
    validation = List.copyOf(validation);
  }
}
