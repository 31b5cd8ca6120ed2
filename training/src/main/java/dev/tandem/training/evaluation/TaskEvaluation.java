package dev.tandem.training.evaluation;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.TaskMetrics;
import java.util.Optional;

/**
 * How well a task is predicted in one sample space.
 *
 * @param task as it was declared
 * @param given the task that must have happened: only rows where its label is 1 count, and the
 *     probability is the conditional one, p(task) / p(given), as in the conversion rate of clicks.
 *     Empty for the task's own sample space
 */
public record TaskEvaluation(Task task, Optional<String> given, TaskMetrics metrics) {
  /** The task, with what is given, as people read it: {@code purchase | cart}. */
  public String title() {
    return task.name() + given.map(other -> " | " + other).orElse("");
  }
}
