package dev.tandem.features.bundle;

import dev.tandem.features.declaration.Task;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task of a bundled model; its output in {@code model.onnx} bears its name.
 *
 * @param kind whether the output is a probability or a value
 * @param metrics measured on the test rows, by name, for example {@code auc}; a metric that is not
 *     defined on them, such as the AUC of one class, is left out
 */
public record BundledTask(String name, Task.Kind kind, Map<String, Double> metrics) {
  public BundledTask {
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
  }
}
