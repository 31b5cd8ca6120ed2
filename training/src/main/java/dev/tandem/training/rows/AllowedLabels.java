package dev.tandem.training.rows;

import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.stream.Collectors;

/** The labels that a task can have, besides null. */
final class AllowedLabels {
  private final Task task;
  private final float[] classes;

  private AllowedLabels(Task task, List<Double> classes) {
    this.task = task;
    this.classes = new float[classes.size()];
    for (int i = 0; i < this.classes.length; i++) {
      this.classes[i] = classes.get(i).floatValue();
    }
  }

  static AllowedLabels of(Task task) {
    return new AllowedLabels(task, task.classes());
  }

  /** True if the task can have the label. */
  boolean has(float label) {
    return switch (task.kind()) {
      case BINARY -> label == 0 || label == 1;
      case REGRESSION ->
          Float.isFinite(label)
              && (task.range().isEmpty()
                  || (label >= task.range().get(0) && label <= task.range().get(1)));
      case MULTICLASS -> isClass(label);
      case ZILN -> label >= 0 && Float.isFinite(label);
    };
  }

  private boolean isClass(float label) {
    for (float value : classes) {
      if (value == label) {
        return true;
      }
    }
    return false;
  }

  /** All of them in words, for messages. */
  String words() {
    return switch (task.kind()) {
      case BINARY -> "0, 1, null";
      case REGRESSION ->
          task.range().isEmpty()
              ? "finite numbers, null"
              : task.range().get(0) + " to " + task.range().get(1) + ", null";
      case MULTICLASS ->
          task.classes().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ", null";
      case ZILN -> "0 or more, null";
    };
  }
}
