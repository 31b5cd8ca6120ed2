package dev.tandem.training.architecture;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/** The layers of one task, ending in one number per row. */
final class Tower {
  private final Mlp layers;
  private final Linear head;
  private final float[] output;

  Tower(LayerContext context, String task, int inputs, List<Integer> widths, double dropout) {
    this.layers = new Mlp(context, "tower." + task, inputs, widths, dropout);
    this.head = new Linear(context, "head." + task, layers.width(), 1, Bias.PRESENT);
    this.output = new float[context.maxRows()];
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
    head.backwardWeights(layers.output(), outputGradient, rows);
    head.backwardInputs(outputGradient, rows, layers.outputGradient());
    layers.backward(inputs, rows, inputGradient);
  }

  String export(OnnxGraph graph, String inputs) {
    return head.export(graph, layers.export(graph, inputs));
  }
}
