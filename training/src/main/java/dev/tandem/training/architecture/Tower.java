package dev.tandem.training.architecture;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/** The layers of one task, ending in the units of its head. */
final class Tower {
  private final Mlp layers;
  private final Linear head;
  private final float[] output;

  /**
   * A tower that belongs to its task.
   *
   * @param context of the task
   */
  Tower(LayerContext context, Task task, int inputs, List<Integer> widths, double dropout) {
    this.layers = new Mlp(context, "tower." + task.name(), inputs, widths, dropout);
    this.head =
        new Linear(context, "head." + task.name(), layers.width(), task.outputs(), Bias.PRESENT);
    this.output = new float[context.maxRows() * task.outputs()];
  }

  void forward(float[] inputs, int rows, Phase phase) {
    layers.forward(inputs, rows, phase);
    head.forward(layers.output(), rows, output);
  }

  float[] output() {
    return output;
  }

  /** Adds the gradient of the inputs to {@code inputGradient}. */
  void backward(float[] inputs, float[] outputGradient, int rows, float[] inputGradient) {
    if (isZero(outputGradient, rows * head.outputs())) {
      return; // as while the gradient of another task is taken alone
    }
    head.backwardWeights(layers.output(), outputGradient, rows);
    head.backwardInputs(outputGradient, rows, layers.outputGradient());
    layers.backward(inputs, rows, inputGradient);
  }

  String export(OnnxGraph graph, String inputs) {
    return head.export(graph, layers.export(graph, inputs));
  }

  private static boolean isZero(float[] gradient, int size) {
    for (int i = 0; i < size; i++) {
      if (gradient[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
