package dev.tandem.training.export;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.onnx.OnnxGraph;
import dev.tandem.training.rows.LabelScale;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;

/**
 * Exports a learner as ONNX, in the form that {@link ModelBundle} states: embeddings, network, and
 * the last step from a logit to a probability or from a standardised to a labelled value.
 */
public final class NetworkExport {
  private NetworkExport() {}

  /** The bytes of {@code model.onnx}. */
  public static byte[] of(Learner learner, TrainingRows rows, List<Task> tasks) {
    OnnxGraph graph = new OnnxGraph("tandem");
    List<String> outputs = learner.network().export(graph, learner.inputs().export(graph));
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      String value =
          switch (task.kind()) {
            case BINARY -> graph.node("Sigmoid", outputs.get(i));
            case REGRESSION -> restore(graph, outputs.get(i), rows.scale(i));
          };
      graph.floatOutput(task.name(), value);
    }
    return graph.toBytes();
  }

  private static String restore(OnnxGraph graph, String output, LabelScale scale) {
    String scaled = graph.node("Mul", output, graph.scalar((float) scale.deviation()));
    return graph.node("Add", scaled, graph.scalar((float) scale.mean()));
  }
}
