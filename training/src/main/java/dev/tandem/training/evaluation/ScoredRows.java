package dev.tandem.training.evaluation;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.RowGroups;
import dev.tandem.training.metric.TaskScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predictions and labels of all tasks, gathered block by block. Not thread-safe. */
final class ScoredRows {
  private final List<Task> tasks;
  private final Optional<RowGroups> groups;
  private final List<Floats> values = new ArrayList<>();
  private final List<Floats> probabilities = new ArrayList<>();
  private final List<Floats> labels = new ArrayList<>();
  private int rows;

  ScoredRows(List<Task> tasks, Optional<String> group) {
    this.tasks = tasks;
    this.groups = group.map(RowGroups::new);
    for (int task = 0; task < tasks.size(); task++) {
      values.add(new Floats());
      probabilities.add(new Floats());
      labels.add(new Floats());
    }
  }

  /** The groups of the rows, to be filled with those of each block. */
  Optional<RowGroups> groups() {
    return groups;
  }

  /** Adds a block of rows: for each task its predictions and its labels in their unit. */
  void add(int count, List<TaskScores> scores, List<float[]> blockLabels) {
    rows += count;
    for (int task = 0; task < tasks.size(); task++) {
      values.get(task).add(scores.get(task).values());
      probabilities.get(task).add(scores.get(task).probabilities());
      labels.get(task).add(blockLabels.get(task));
    }
  }

  int rows() {
    return rows;
  }

  /** Each task in its own space and, if it comes after another, given that one. */
  List<TaskEvaluation> measure() {
    List<TaskEvaluation> measured = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      TaskScores scores = scores(i);
      float[] own = labels.get(i).toArray();
      measured.add(TaskEvaluation.of(scores, Optional.empty(), own, groups));
      Optional<Integer> before = before(task);
      if (before.isPresent()) {
        measured.add(given(before.get(), scores, own));
      }
    }
    return measured;
  }

  private TaskScores scores(int task) {
    return TaskScores.of(
        tasks.get(task), values.get(task).toArray(), probabilities.get(task).toArray());
  }

  private Optional<Integer> before(Task task) {
    for (int i = 0; i < tasks.size(); i++) {
      if (task.kind() == Task.Kind.BINARY
          && tasks.get(i).kind() == Task.Kind.BINARY
          && task.after().filter(tasks.get(i).name()::equals).isPresent()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private TaskEvaluation given(int before, TaskScores scores, float[] own) {
    float[] happened = labels.get(before).toArray();
    for (int row = 0; row < own.length; row++) {
      own[row] = happened[row] == 1 ? own[row] : Float.NaN;
    }
    return TaskEvaluation.of(
        scores.given(scores(before)), Optional.of(tasks.get(before).name()), own, groups);
  }
}
