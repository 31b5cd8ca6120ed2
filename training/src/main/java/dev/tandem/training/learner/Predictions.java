package dev.tandem.training.learner;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.head.TaskHead;
import dev.tandem.training.metric.RowGroups;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.metric.TaskScores;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a learner predicts for a run of rows, and how well that fits their labels. */
public final class Predictions {
  private final List<Task> tasks;
  private final TrainingRows data;
  private final int from;
  private final int to;
  private final float[][] outputs;
  private final float[][] values;

  private Predictions(List<Task> tasks, TrainingRows data, int from, int to, float[][] outputs) {
    this.tasks = tasks;
    this.data = data;
    this.from = from;
    this.to = to;
    this.outputs = outputs;
    this.values = new float[outputs.length][to - from];
    for (int task = 0; task < outputs.length; task++) {
      TaskHead head = data.head(task);
      for (int i = 0; i < to - from; i++) {
        values[task][i] = head.value(outputs[task], i * head.units());
      }
    }
  }

  /** The predictions for the rows [from, to). */
  public static Predictions of(
      Learner learner, List<Task> tasks, TrainingRows rows, int from, int to) {
    return new Predictions(tasks, rows, from, to, learner.predict(from, to));
  }

  /** The first row. */
  public int from() {
    return from;
  }

  /** The number of rows. */
  public int rows() {
    return to - from;
  }

  /** A task's probabilities, or values in the label's unit; shared. */
  public float[] values(int task) {
    return values[task];
  }

  /** The units of a task's head, rows x units; shared. */
  public float[] outputs(int task) {
    return outputs[task];
  }

  /** The probabilities behind a task's predictions, rows x probabilities; empty without any. */
  public float[] probabilities(int task) {
    TaskHead head = data.head(task);
    float[] probabilities = new float[rows() * head.probabilities()];
    for (int i = 0; i < rows(); i++) {
      head.probabilities(outputs[task], i * head.units(), probabilities, i * head.probabilities());
    }
    return probabilities;
  }

  /** A task's predictions, to be measured. */
  public TaskScores scores(int task) {
    return tasks.get(task).kind() == Task.Kind.BINARY
        ? TaskScores.ofLogits(tasks.get(task), outputs[task])
        : TaskScores.of(tasks.get(task), values[task], probabilities(task));
  }

  /** How well each task's predictions fit, in the order of the tasks. */
  public List<TaskMetrics> metrics() {
    return metrics(Optional.empty());
  }

  /**
   * The same, with the measures that need groups.
   *
   * @param groups of these rows
   */
  public List<TaskMetrics> metrics(Optional<RowGroups> groups) {
    List<TaskMetrics> metrics = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      metrics.add(scores(task).measure(data.labels(task, from, to), groups));
    }
    return metrics;
  }
}
