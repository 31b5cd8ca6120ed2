package dev.tandem.training;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The number by which epochs are compared, higher is better: {@code mean_auc}, or {@code
 * <task>.<metric>} for one metric of one task.
 *
 * <p>{@code mean_auc} is the mean AUC of the tasks that have one; if none has, minus the mean log
 * loss; without either, minus the mean of the root mean squared errors.
 */
final class StoppingScore {
  static final String MEAN_AUC = "mean_auc";

  private final String declared;
  private final int task;
  private final Metric metric;

  private StoppingScore(String declared, int task, Metric metric) {
    this.declared = declared;
    this.task = task;
    this.metric = metric;
  }

  /**
   * Reads the setting {@code metric}.
   *
   * @throws InvalidDeclarationException if there is no such task, or its kind has no such metric
   */
  static StoppingScore of(TrainingSettings settings, List<Task> tasks) {
    String declared = settings.metric();
    if (declared.equals(MEAN_AUC)) {
      return new StoppingScore(declared, -1, Metric.AUC);
    }
    for (int i = 0; i < tasks.size(); i++) {
      for (Metric metric : Metric.of(tasks.get(i).kind())) {
        if (declared.equals(tasks.get(i).name() + "." + metric.declaredName())) {
          requireGroups(declared, metric, settings);
          return new StoppingScore(declared, i, metric);
        }
      }
    }
    throw invalid("found '" + declared + "', allowed: " + String.join(", ", allowed(tasks)));
  }

  private static void requireGroups(String declared, Metric metric, TrainingSettings settings) {
    if (metric == Metric.GAUC && settings.group().isEmpty()) {
      throw invalid("found '" + declared + "', which needs training.group");
    }
  }

  private static List<String> allowed(List<Task> tasks) {
    List<String> allowed = new ArrayList<>(List.of(MEAN_AUC));
    for (Task task : tasks) {
      for (Metric metric : Metric.of(task.kind())) {
        allowed.add(task.name() + "." + metric.declaredName());
      }
    }
    return allowed;
  }

  /**
   * The score of the validation rows' metrics.
   *
   * @throws InvalidDeclarationException if the declared metric is not defined for these rows
   */
  double of(List<TaskMetrics> metrics) {
    if (task < 0) {
      return meanAuc(metrics);
    }
    OptionalDouble value = metrics.get(task).value(metric);
    if (value.isEmpty()) {
      throw invalid(
          "found '%s', which is not defined for the %d validation rows of '%s', %d of them positive"
              .formatted(
                  declared,
                  metrics.get(task).rows(),
                  metrics.get(task).task(),
                  metrics.get(task).positives()));
    }
    return metric.score(value.getAsDouble());
  }

  private static double meanAuc(List<TaskMetrics> metrics) {
    for (Metric metric : List.of(Metric.AUC, Metric.LOG_LOSS, Metric.RMSE)) {
      OptionalDouble mean =
          metrics.stream()
              .map(task -> task.value(metric))
              .filter(OptionalDouble::isPresent)
              .mapToDouble(OptionalDouble::getAsDouble)
              .average();
      if (mean.isPresent()) {
        return metric.score(mean.getAsDouble());
      }
    }
    return Double.NaN;
  }

  private static InvalidDeclarationException invalid(String message) {
    return new InvalidDeclarationException(List.of(new Problem("training.metric", message)));
  }
}
