package dev.tandem.training.input;

import dev.tandem.training.blas.MatrixProduct;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of the gates of a recurrent unit, side by side: what they read of the input, x W + b,
 * and of the state, h U.
 */
final class CellWeights {
  private final MatrixProduct product;
  private final int shard;
  private final Parameter weight;
  private final Parameter stateWeight;
  private final Parameter bias;

  CellWeights(LayerContext context, String name, int dimension, int units, int gates) {
    this.product = context.product();
    this.shard = context.shard();
    this.weight = context.matrix(name + ".weight", dimension, gates * units);
    this.stateWeight = context.matrix(name + ".state_weight", units, gates * units);
    this.bias = context.bias(name + ".bias", gates * units);
  }

  Parameter bias() {
    return bias;
  }

  private int width() {
    return weight.columns();
  }

  /** Computes x W + b, rows x gates. */
  void forwardInput(float[] x, int rows, float[] out) {
    product.multiply(rows, width(), weight.rows(), x, weight.values(), out);
    float[] b = bias.values();
    for (int row = 0, at = 0; row < rows; row++, at += b.length) {
      for (int j = 0; j < b.length; j++) {
        out[at + j] += b[j];
      }
    }
  }

  /** Computes h U of the state before a step, rows x gates; zeros before the first step. */
  void forwardState(float[][] states, int step, int rows, float[] out) {
    if (step == 0) {
      Arrays.fill(out, 0, rows * width(), 0);
    } else {
      float[] h = states[step - 1];
      product.multiply(rows, width(), stateWeight.rows(), h, stateWeight.values(), out);
    }
  }

  /** Adds the gradients of W and b, and computes that of x. */
  void backwardInput(float[] x, float[] gateGradients, int rows, float[] xGradient) {
    product.addLeftTransposed(
        weight.rows(), width(), rows, x, gateGradients, weight.gradient(shard));
    float[] b = bias.gradient(shard);
    for (int row = 0, at = 0; row < rows; row++, at += b.length) {
      for (int j = 0; j < b.length; j++) {
        b[j] += gateGradients[at + j];
      }
    }
    product.multiplyRightTransposed(
        rows, weight.rows(), width(), gateGradients, weight.values(), xGradient);
  }

  /** Adds the gradients of U, and adds that of h. */
  void backwardState(float[] h, float[] gateGradients, int rows, float[] hGradient) {
    product.addLeftTransposed(
        stateWeight.rows(), width(), rows, h, gateGradients, stateWeight.gradient(shard));
    product.addRightTransposed(
        rows, stateWeight.rows(), width(), gateGradients, stateWeight.values(), hGradient);
  }

  /** Adds W to a graph as ONNX has it, 1 x gates x dimension, and returns its name. */
  String exportWeight(OnnxGraph graph) {
    return export(graph, weight);
  }

  /** Adds U to a graph as ONNX has it, 1 x gates x units, and returns its name. */
  String exportStateWeight(OnnxGraph graph) {
    return export(graph, stateWeight);
  }

  private static String export(OnnxGraph graph, Parameter matrix) {
    float[] transposed = new float[matrix.values().length];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        transposed[j * matrix.rows() + i] = matrix.values()[i * matrix.columns() + j];
      }
    }
    List<Long> shape = List.of(1L, (long) matrix.columns(), (long) matrix.rows());
    return graph.tensor(matrix.name(), shape, transposed);
  }
}
