package dev.tandem.features.bundle;

import dev.tandem.features.declaration.Task;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task of a bundled model; its output in {@code model.onnx} bears its name.
 *
 * @param task as it was declared, so that the model can be measured wherever its label is known
 * @param metrics measured on the test rows, by name, for example {@code auc}; a metric that is not
 *     defined on them, such as the AUC of one class, is left out
 */
public record BundledTask(Task task, Map<String, Double> metrics) {
  public BundledTask {
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** A task over all rows whose label bears its name. */
  public BundledTask(String name, Task.Kind kind, Map<String, Double> metrics) {
    this(new Task(name, kind, name, 1, Optional.empty()), metrics);
  }

  /** The name of the task. */
  public String name() {
    return task.name();
  }

  /** Whether the output is a probability or a value. */
  public Task.Kind kind() {
    return task.kind();
  }
}
