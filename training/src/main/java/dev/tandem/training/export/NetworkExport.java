package dev.tandem.training.export;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.head.TaskHead;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.onnx.OnnxGraph;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.Optional;

/**
 * Exports a learner as ONNX, in the form that {@link ModelBundle} states: embeddings, network, and
 * the last step from the units of a head to predictions.
 */
public final class NetworkExport {
  private NetworkExport() {}

  /** The bytes of {@code model.onnx}. */
  public static byte[] of(Learner learner, TrainingRows rows, List<Task> tasks) {
    OnnxGraph graph = new OnnxGraph("tandem");
    List<String> outputs = learner.network().export(graph, learner.inputs().export(graph));
    for (int i = 0; i < tasks.size(); i++) {
      String name = tasks.get(i).name();
      TaskHead head = rows.head(i);
      graph.floatOutput(name, head.exportValue(graph, outputs.get(i)));
      Optional<String> probabilities = head.exportProbabilities(graph, outputs.get(i));
      if (probabilities.isPresent()) {
        graph.floatOutput(
            ModelBundle.probabilities(name), probabilities.get(), head.probabilities());
      }
    }
    return graph.toBytes();
  }
}
