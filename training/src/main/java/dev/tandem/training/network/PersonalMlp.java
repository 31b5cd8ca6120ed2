package dev.tandem.training.network;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rectified layers whose units are scaled for each row by what is known of a person: {@code y =
 * scale * gate(p) * max(0, x W + b)} with a small network {@code gate} on the personal features p
 * that ends in the logistic function (POSO, arXiv 2108.04690).
 */
public final class PersonalMlp {
  private final float scale;
  private final List<Mlp> layers = new ArrayList<>();
  private final List<SigmoidGate> gates = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();

  /**
   * Layers of the given widths.
   *
   * @param personal the number of personal features
   * @param widths the outputs of each layer; at least one
   */
  public PersonalMlp(
      LayerContext context,
      String name,
      int inputs,
      int personal,
      List<Integer> widths,
      Settings settings) {
    this.scale = (float) settings.scale;
    int width = inputs;
    for (int i = 0; i < widths.size(); i++) {
      int next = widths.get(i);
      String layer = name + "." + i;
      layers.add(new Mlp(context, layer, width, List.of(next), settings.dropout));
      gates.add(new SigmoidGate(context, layer + ".gate", personal, settings.hidden, next));
      outputs.add(context.activations(next));
      gradients.add(context.activations(next));
      width = next;
    }
  }

  /**
   * How layers are made personal.
   *
   * @param hidden the widths of the rectified layers of each gate
   * @param scale of the gates; with 2 one that is undecided changes nothing
   * @param dropout after each layer, before its gate
   */
  public record Settings(List<Integer> hidden, double scale, double dropout) {
    public Settings {
      hidden = List.copyOf(hidden);
    }
  }

  /** The width of the output. */
  public int width() {
    return layers.get(layers.size() - 1).width();
  }

  /** The output of the last forward pass; shared. */
  public float[] output() {
    return outputs.get(outputs.size() - 1);
  }

  /** Where the caller puts the gradient of the output; overwritten by the backward pass. */
  public float[] outputGradient() {
    return gradients.get(gradients.size() - 1);
  }

  /** Computes the output from x (rows x inputs) and the personal features (rows x their number). */
  public void forward(float[] x, float[] personal, int rows, Phase phase) {
    float[] in = x;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(in, rows, phase);
      gates.get(i).forward(personal, rows, phase);
      scale(layers.get(i).output(), gates.get(i).output(), outputs.get(i), i, rows);
      in = outputs.get(i);
    }
  }

  // Hot path: once per layer and block.
  private void scale(float[] values, float[] gate, float[] output, int layer, int rows) {
    for (int i = 0; i < rows * layers.get(layer).width(); i++) {
      output[i] = scale * gate[i] * values[i];
    }
  }

  /** Adds the gradients of the weights, and those of x and the personal features. */
  public void backward(float[] x, float[] personal, int rows, float[] dx, float[] dPersonal) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      unscale(i, rows);
      gates.get(i).backward(personal, rows, dPersonal);
      if (i > 0) {
        Arrays.fill(gradients.get(i - 1), 0);
      }
      layers
          .get(i)
          .backward(i > 0 ? outputs.get(i - 1) : x, rows, i > 0 ? gradients.get(i - 1) : dx);
    }
  }

  // Hot path: once per layer and block.
  private void unscale(int layer, int rows) {
    float[] gradient = gradients.get(layer);
    float[] values = layers.get(layer).output();
    float[] gate = gates.get(layer).output();
    float[] valueGradient = layers.get(layer).outputGradient();
    float[] gateGradient = gates.get(layer).outputGradient();
    for (int i = 0; i < rows * layers.get(layer).width(); i++) {
      valueGradient[i] = scale * gate[i] * gradient[i];
      gateGradient[i] = scale * values[i] * gradient[i];
    }
  }

  /** Adds the layers to an exported graph and returns the name of the output. */
  public String export(OnnxGraph graph, String x, String personal) {
    String value = x;
    for (int i = 0; i < layers.size(); i++) {
      String gate = graph.node("Mul", gates.get(i).export(graph, personal), graph.scalar(scale));
      value = graph.node("Mul", layers.get(i).export(graph, value), gate);
    }
    return value;
  }
}
