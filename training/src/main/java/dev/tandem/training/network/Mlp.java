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
    float[] in = x;
    for (int i = 0; i < layers.size(); i++) {
      float[] out = outputs.get(i);
      layers.get(i).forward(in, rows, out);
      int size = rows * layers.get(i).outputs();
      Rectifier.forward(out, size);
      if (phase == Phase.TRAINING) {
        dropouts.get(i).forward(out, size);
      }
      in = out;
    }
  }

  /**
   * Adds the gradients of the weights, from {@link #outputGradient}, which is overwritten, and adds
   * the gradient of x to {@code dx}.
   */
  public void backward(float[] x, int rows, float[] dx) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Linear layer = layers.get(i);
      float[] dy = gradients.get(i);
      int size = rows * layer.outputs();
      if (phase == Phase.TRAINING) {
        dropouts.get(i).backward(dy, size);
      }
      Rectifier.backward(outputs.get(i), dy, size);
      layer.backwardWeights(i == 0 ? x : outputs.get(i - 1), dy, rows);
      if (i > 0) {
        layer.backwardInputs(dy, rows, gradients.get(i - 1));
      } else {
        layer.addBackwardInputs(dy, rows, dx);
      }
    }
  }

  /** Adds the layers to an exported graph, without dropout, and returns the name of the output. */
  public String export(OnnxGraph graph, String x) {
    String value = x;
    for (Linear layer : layers) {
      value = graph.node("Relu", layer.export(graph, value));
    }
    return value;
  }
}
