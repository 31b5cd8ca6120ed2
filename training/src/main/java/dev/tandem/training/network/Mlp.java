package dev.tandem.training.network;

import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear layers, each followed by a rectifier max(0, x) and, while training, dropout. Holds the
 * activations of the last forward pass for the backward pass.
 */
public final class Mlp {
  private final List<Linear> layers = new ArrayList<>();
  private final List<Dropout> dropouts = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private Phase phase = Phase.INFERENCE;

  /**
   * Layers of the given widths, named {@code <name>.0}, {@code <name>.1}, ...
   *
   * @param widths the outputs of each layer; at least one
   * @param dropout the share of units dropped after each layer, in [0, 1)
   */
  public Mlp(LayerContext context, String name, int inputs, List<Integer> widths, double dropout) {
    if (widths.isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' has no layer");
    }
    int width = inputs;
    for (int i = 0; i < widths.size(); i++) {
      String layer = name + "." + i;
      layers.add(new Linear(context, layer, width, widths.get(i), Bias.PRESENT));
      width = widths.get(i);
      outputs.add(context.activations(width));
      gradients.add(context.activations(width));
      long seed = context.seed() * 31 + 31L * layer.hashCode() + context.shard();
      dropouts.add(new Dropout(dropout, seed, context.pass(), context.maxRows() * width));
    }
  }

  /** The width of the output. */
  public int width() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** The output of the last forward pass; shared, and overwritten by the next. */
  public float[] output() {
    return outputs.get(outputs.size() - 1);
  }

  /** Where the caller puts the gradient of the output before {@link #backward}; shared. */
  public float[] outputGradient() {
    return gradients.get(gradients.size() - 1);
  }

  /** Computes the output from x (rows x inputs). */
  public void forward(float[] x, int rows, Phase forPhase) {
    phase = forPhase;
    layers.get(0).forward(x, rows, outputs.get(0));
    Rectifier.forward(outputs.get(0), rows * layers.get(0).outputs());
    forwardOn(rows);
  }

  /** Computes the output where the first layer is one of some that are computed at once. */
  void forward(ParallelLinear first, int number, int rows, Phase forPhase) {
    phase = forPhase;
    first.rectifiedOutput(number, rows, outputs.get(0));
    forwardOn(rows);
  }

  /** From the first layer's rectified output on. */
  private void forwardOn(int rows) {
    dropOut(0, rows);
    for (int i = 1; i < layers.size(); i++) {
      layers.get(i).forward(outputs.get(i - 1), rows, outputs.get(i));
      Rectifier.forward(outputs.get(i), rows * layers.get(i).outputs());
      dropOut(i, rows);
    }
  }

  private void dropOut(int layer, int rows) {
    if (phase == Phase.TRAINING) {
      dropouts.get(layer).forward(outputs.get(layer), rows * layers.get(layer).outputs());
    }
  }

  /**
   * Adds the gradients of the weights, from {@link #outputGradient}, which is overwritten, and adds
   * the gradient of x to {@code dx}.
   */
  public void backward(float[] x, int rows, float[] dx) {
    backwardToFirst(rows);
    layers.get(0).backwardWeights(x, gradients.get(0), rows);
    layers.get(0).addBackwardInputs(gradients.get(0), rows, dx);
  }

  /** Goes backward to the first layer, which is one of some that are computed at once. */
  void backward(ParallelLinear first, int number, int rows) {
    backwardToFirst(rows);
    first.outputGradient(number, rows, gradients.get(0));
  }

  /** Leaves the gradient of the first layer's output, before the rectifier. */
  private void backwardToFirst(int rows) {
    for (int i = layers.size() - 1; i > 0; i--) {
      undoActivation(i, rows);
      layers.get(i).backwardWeights(outputs.get(i - 1), gradients.get(i), rows);
      layers.get(i).backwardInputs(gradients.get(i), rows, gradients.get(i - 1));
    }
    undoActivation(0, rows);
  }

  private void undoActivation(int layer, int rows) {
    int size = rows * layers.get(layer).outputs();
    if (phase == Phase.TRAINING) {
      dropouts.get(layer).backward(gradients.get(layer), size);
    }
    Rectifier.backward(outputs.get(layer), gradients.get(layer), size);
  }

  /** The first layer. */
  Linear first() {
    return layers.get(0);
  }

  /** The weights of all layers, in order. */
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** Adds the layers to an exported graph, without dropout, and returns the name of the output. */
  public String export(OnnxGraph graph, String x) {
    return exportFrom(graph, layers.get(0).export(graph, x));
  }

  /** Adds all but the first layer's product, whose value is given. */
  String exportFrom(OnnxGraph graph, String first) {
    String value = graph.node("Relu", first);
    for (Linear layer : layers.subList(1, layers.size())) {
      value = graph.node("Relu", layer.export(graph, value));
    }
    return value;
  }
}
