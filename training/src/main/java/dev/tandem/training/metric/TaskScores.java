package dev.tandem.training.metric;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.loss.Logistic;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model says of one task for some rows, in whatever form it is known. Arrays are shared, and
 * nobody writes to them.
 */
public final class TaskScores {
  private final Task task;
  private final float[] values;
  private final float[] probabilities;
  private final Optional<float[]> logits;

  private TaskScores(Task task, float[] values, float[] probabilities, Optional<float[]> logits) {
    this.task = task;
    this.values = values;
    this.probabilities = probabilities;
    this.logits = logits;
  }

  /**
   * Predictions as a bundle's network gives them.
   *
   * @param values the probability of a binary task, else a value in the label's unit
   * @param probabilities those behind the value, rows x probabilities, empty if there are none
   */
  public static TaskScores of(Task task, float[] values, float[] probabilities) {
    return new TaskScores(task, values, probabilities, Optional.empty());
  }

  /** Predictions of a binary task whose logits are known, which rank more finely. */
  public static TaskScores ofLogits(Task task, float[] logits) {
    float[] values = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      values[i] = (float) Logistic.probability(logits[i]);
    }
    return new TaskScores(task, values, new float[0], Optional.of(logits));
  }

  /** The task. */
  public Task task() {
    return task;
  }

  /** A probability or a value in the label's unit for each row; shared. */
  public float[] values() {
    return values;
  }

  /** The probabilities behind the values, rows x probabilities, empty without any; shared. */
  public float[] probabilities() {
    return probabilities;
  }

  /**
   * The probabilities of this binary task given that another has happened, of which this one's are
   * a part: p / p(before), at most 1. A probability of 0 remains 0.
   */
  public TaskScores given(TaskScores before) {
    float[] conditional = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      conditional[i] = values[i] == 0 ? 0 : Math.min(1, values[i] / before.values[i]);
    }
    return of(task, conditional, new float[0]);
  }

  /**
   * Measures them against labels in their unit.
   *
   * @param labels NaN outside the sample space
   * @param groups for {@link Metric#GAUC}; as many rows
   */
  public TaskMetrics measure(float[] labels, Optional<RowGroups> groups) {
    TaskMetrics metrics = measure(labels);
    return task.kind() == Task.Kind.BINARY && groups.isPresent()
        ? metrics.with(Metric.GAUC, grouped(labels, groups.get()))
        : metrics;
  }

  /**
   * A number that is higher the better they fit by the {@link Metric#main} metric of the task's
   * kind; empty if that is not defined for the labels.
   */
  public OptionalDouble main(float[] labels) {
    Metric metric = Metric.main(task.kind());
    OptionalDouble value = measure(labels).value(metric);
    return value.isPresent() ? OptionalDouble.of(metric.score(value.getAsDouble())) : value;
  }

  /**
   * The rows of a binary task by their probability, or of a zero-inflated one by that of a value
   * above 0; empty for other kinds.
   *
   * @param labels NaN outside the sample space
   */
  public Optional<Ranking> ranking(float[] labels) {
    return switch (task.kind()) {
      case BINARY ->
          Optional.of(
              logits
                  .map(known -> Ranking.ofLogits(known, labels))
                  .orElseGet(() -> Ranking.ofProbabilities(values, labels)));
      case ZILN -> Optional.of(Ranking.ofProbabilities(probabilities, labels));
      case REGRESSION, MULTICLASS -> Optional.empty();
    };
  }

  private OptionalDouble grouped(float[] labels, RowGroups groups) {
    return GroupedAuc.of(logits.orElse(values), labels, groups.perRow());
  }

  private TaskMetrics measure(float[] labels) {
    String name = task.name();
    return switch (task.kind()) {
      case BINARY -> TaskMetrics.of(name, ranking(labels).orElseThrow());
      case REGRESSION -> TaskMetrics.ofValues(name, values, labels);
      case MULTICLASS -> TaskMetrics.ofClasses(name, values, probabilities, labels, task.classes());
      case ZILN -> TaskMetrics.ofSpend(name, values, probabilities, labels);
    };
  }
}
