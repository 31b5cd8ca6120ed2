package dev.tandem.training.network;

import dev.tandem.training.blas.MatrixProduct;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/** A linear layer {@code y = x W + b}, with or without the bias b. */
public final class Linear {
  /** Whether a layer adds a bias. */
  public enum Bias {
    /** It does. */
    PRESENT,
    /** It is a bare matrix. */
    ABSENT
  }

  private final MatrixProduct product;
  private final int shard;
  private final int inputs;
  private final int outputs;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * A layer whose weights are named {@code <name>.weight} (inputs x outputs) and {@code
   * <name>.bias}.
   */
  public Linear(LayerContext context, String name, int inputs, int outputs, Bias bias) {
    this.product = context.product();
    this.shard = context.shard();
    this.inputs = inputs;
    this.outputs = outputs;
    this.weight = context.matrix(name + ".weight", inputs, outputs);
    this.bias =
        switch (bias) {
          case PRESENT -> context.bias(name + ".bias", outputs);
          case ABSENT -> null;
        };
  }

  /** The width of the input. */
  public int inputs() {
    return inputs;
  }

  /** The width of the output. */
  public int outputs() {
    return outputs;
  }

  /** Computes y (rows x outputs) from x (rows x inputs). */
  public void forward(float[] x, int rows, float[] y) {
    product.multiply(rows, outputs, inputs, x, weight.values(), y);
    addBias(rows, y);
  }

  /** Adds the bias, if there is one, to each row of y. */
  // Hot path: once per layer and block.
  void addBias(int rows, float[] y) {
    if (bias == null) {
      return;
    }
    float[] b = bias.values();
    for (int row = 0, at = 0; row < rows; row++, at += outputs) {
      for (int j = 0; j < outputs; j++) {
        y[at + j] += b[j];
      }
    }
  }

  /** Adds the gradients of the weights, given x and the gradient dy of y. */
  public void backwardWeights(float[] x, float[] dy, int rows) {
    product.addLeftTransposed(inputs, outputs, rows, x, dy, weight.gradient(shard));
    addBiasGradient(dy, rows);
  }

  /** Adds the gradient of the bias, if there is one, given the gradient dy of y. */
  // Hot path: once per layer and block.
  void addBiasGradient(float[] dy, int rows) {
    if (bias == null) {
      return;
    }
    float[] sums = bias.gradient(shard);
    for (int row = 0, at = 0; row < rows; row++, at += outputs) {
      for (int j = 0; j < outputs; j++) {
        sums[j] += dy[at + j];
      }
    }
  }

  /** Computes the gradient dx of x from that of y. */
  public void backwardInputs(float[] dy, int rows, float[] dx) {
    product.multiplyRightTransposed(rows, inputs, outputs, dy, weight.values(), dx);
  }

  /** Adds the gradient of x to dx, for an x that several layers read. */
  public void addBackwardInputs(float[] dy, int rows, float[] dx) {
    product.addRightTransposed(rows, inputs, outputs, dy, weight.values(), dx);
  }

  /** The matrix, inputs x outputs. */
  Parameter weight() {
    return weight;
  }

  /** The bias; null if there is none. */
  Parameter bias() {
    return bias;
  }

  /** The matrix, then the bias if there is one. */
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  /** Adds this layer to an exported graph and returns the name of y. */
  public String export(OnnxGraph graph, String x) {
    if (bias == null) {
      return graph.node("MatMul", x, exportWeight(graph));
    }
    graph.vector(bias.name(), bias.values());
    return graph.node("Gemm", x, exportWeight(graph), bias.name());
  }

  /** Adds the matrix to an exported graph and returns its name. */
  String exportWeight(OnnxGraph graph) {
    graph.matrix(weight.name(), weight.rows(), weight.columns(), weight.values());
    return weight.name();
  }

  /** Adds the bias, if there is one, to a value of an exported graph. */
  String exportBias(OnnxGraph graph, String y) {
    if (bias == null) {
      return y;
    }
    graph.vector(bias.name(), bias.values());
    return graph.node("Add", y, bias.name());
  }
}
