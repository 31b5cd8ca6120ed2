package dev.tandem.training.network;

import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/** Rectified layers whose last is followed by the logistic function: numbers between 0 and 1. */
final class SigmoidGate {
  private final Mlp layers;
  private final Linear last;
  private final float[] output;
  private final float[] gradient;

  SigmoidGate(LayerContext context, String name, int inputs, List<Integer> hidden, int width) {
    this.layers = new Mlp(context, name, inputs, hidden, 0);
    this.last = new Linear(context, name + ".out", layers.width(), width, Bias.PRESENT);
    this.output = context.activations(width);
    this.gradient = context.activations(width);
  }

  float[] output() {
    return output;
  }

  /** Where the caller puts the gradient of the output; overwritten by the backward pass. */
  float[] outputGradient() {
    return gradient;
  }

  void forward(float[] x, int rows, Phase phase) {
    layers.forward(x, rows, phase);
    last.forward(layers.output(), rows, output);
    for (int i = 0; i < rows * last.outputs(); i++) {
      output[i] = (float) (1 / (1 + Math.exp(-output[i])));
    }
  }

  void backward(float[] x, int rows, float[] dx) {
    for (int i = 0; i < rows * last.outputs(); i++) {
      gradient[i] *= output[i] * (1 - output[i]);
    }
    last.backwardWeights(layers.output(), gradient, rows);
    last.backwardInputs(gradient, rows, layers.outputGradient());
    layers.backward(x, rows, dx);
  }

  String export(OnnxGraph graph, String x) {
    return graph.node("Sigmoid", last.export(graph, layers.export(graph, x)));
  }
}
