package dev.tandem.training.network;

import dev.tandem.training.blas.MatrixProduct;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Linear layers on the same input, computed as one matrix product, which is much faster than many
 * narrow ones. Each keeps weights of its own.
 *
 * <p>The outputs stand side by side in the product; {@link #output} copies one layer's to an array
 * of its own, and {@link #outputGradient} puts its gradient back.
 */
public final class ParallelLinear {
  private final MatrixProduct product;
  private final int shard;
  private final int inputs;
  private final int width;
  private final List<Linear> layers;
  private final int[] offsets;
  private final float[] weights;
  private final float[] weightGradients;
  private final float[] outputs;
  private final float[] gradients;

  /**
   * These layers at once.
   *
   * @param layers at least one, all of the same input width
   */
  public ParallelLinear(LayerContext context, List<Linear> layers) {
    this.product = context.product();
    this.shard = context.shard();
    this.layers = List.copyOf(layers);
    this.inputs = layers.get(0).inputs();
    this.offsets = new int[layers.size()];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (layers.get(i).inputs() != inputs) {
        throw new IllegalArgumentException(
            "layers of %d and %d inputs, allowed: equal ones"
                .formatted(inputs, layers.get(i).inputs()));
      }
      offsets[i] = at;
      at += layers.get(i).outputs();
    }
    this.width = at;
    this.weights = new float[inputs * width];
    this.weightGradients = new float[inputs * width];
    this.outputs = context.activations(width);
    this.gradients = context.activations(width);
  }

  /** Computes all layers' outputs from x (rows x inputs), but for their biases. */
  public void forward(float[] x, int rows) {
    pack();
    product.multiply(rows, width, inputs, x, weights, outputs);
  }

  // Hot path: once per block.
  private void pack() {
    for (int i = 0; i < offsets.length; i++) {
      int columns = layers.get(i).outputs();
      float[] values = layers.get(i).weight().values();
      for (int row = 0; row < inputs; row++) {
        System.arraycopy(values, row * columns, weights, row * width + offsets[i], columns);
      }
    }
  }

  /** Copies a layer's output, rows x its width, with its bias. */
  // Hot path: once per layer and block.
  public void output(int layer, int rows, float[] into) {
    int columns = layers.get(layer).outputs();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(outputs, row * width + offsets[layer], into, row * columns, columns);
    }
    layers.get(layer).addBias(rows, into);
  }

  /** Copies a layer's output as {@link #output} does, and makes negative numbers 0. */
  // Hot path: once per layer and block; bias and rectifier in the one pass that copies.
  void rectifiedOutput(int layer, int rows, float[] into) {
    int columns = layers.get(layer).outputs();
    float[] bias = layers.get(layer).bias().values();
    for (int row = 0; row < rows; row++) {
      int from = row * width + offsets[layer];
      int to = row * columns;
      for (int j = 0; j < columns; j++) {
        into[to + j] = Math.max(0, outputs[from + j] + bias[j]);
      }
    }
  }

  /** Takes the gradient of a layer's output; all layers' must be given before {@link #backward}. */
  // Hot path: once per layer and block.
  public void outputGradient(int layer, int rows, float[] gradient) {
    int columns = layers.get(layer).outputs();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(gradient, row * columns, gradients, row * width + offsets[layer], columns);
    }
    layers.get(layer).addBiasGradient(gradient, rows);
  }

  /** Adds the gradients of all layers' weights, and the gradient of x to dx. */
  public void backward(float[] x, int rows, float[] dx) {
    Arrays.fill(weightGradients, 0);
    product.addLeftTransposed(inputs, width, rows, x, gradients, weightGradients);
    unpack();
    product.addRightTransposed(rows, inputs, width, gradients, weights, dx);
  }

  // Hot path: once per block.
  private void unpack() {
    for (int i = 0; i < offsets.length; i++) {
      int columns = layers.get(i).outputs();
      float[] sums = layers.get(i).weight().gradient(shard);
      for (int row = 0; row < inputs; row++) {
        int from = row * width + offsets[i];
        int to = row * columns;
        for (int j = 0; j < columns; j++) {
          sums[to + j] += weightGradients[from + j];
        }
      }
    }
  }

  /**
   * Adds the product to an exported graph and returns the name of each layer's output. The weights
   * stand there one by one; a runtime joins them once when it loads the graph.
   */
  public List<String> export(OnnxGraph graph, String x) {
    if (layers.size() == 1) {
      return List.of(layers.get(0).export(graph, x));
    }
    List<String> matrices = layers.stream().map(layer -> layer.exportWeight(graph)).toList();
    String joined = graph.node("MatMul", x, graph.concatenate(matrices));
    String[] names = new String[offsets.length];
    Arrays.setAll(names, i -> exportLayer(graph, joined, i));
    return List.of(names);
  }

  private String exportLayer(OnnxGraph graph, String joined, int i) {
    int to = offsets[i] + layers.get(i).outputs();
    return layers.get(i).exportBias(graph, graph.columns(joined, offsets[i], to));
  }
}
