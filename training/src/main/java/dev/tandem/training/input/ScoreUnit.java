package dev.tandem.training.input;

import dev.tandem.training.blas.MatrixProduct;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of the small network that scores a step e beside its target c: {@code MLP([e; c; c -
 * e; c * e])}, with layers max(0, x) and one linear number at the end.
 *
 * <p>With the first layer's weights cut into {@code [W1; W2; W3; W4]}, what goes into it is
 *
 * <pre>  e (W1 - W3) + (c * e) W4 + c (W2 + W3) + b</pre>
 *
 * of which the last two terms are the same for all steps of a row. So the first layer is one
 * product over steps of half the width and one over rows.
 */
final class ScoreUnit {
  private final MatrixProduct product;
  private final int shard;
  private final int dimension;
  private final Parameter weight;
  private final Parameter bias;
  private final List<Linear> hidden = new ArrayList<>();
  private final Linear score;
  private final float[] stepWeight;
  private final float[] rowWeight;
  private final float[] stepGradient;
  private final float[] rowGradient;

  ScoreUnit(LayerContext context, String name, int dimension, List<Integer> units) {
    this.product = context.product();
    this.shard = context.shard();
    this.dimension = dimension;
    int first = units.get(0);
    this.weight = context.matrix(name + ".0.weight", 4 * dimension, first);
    this.bias = context.bias(name + ".0.bias", first);
    int width = first;
    for (int i = 1; i < units.size(); i++) {
      hidden.add(new Linear(context, name + "." + i, width, units.get(i), Bias.PRESENT));
      width = units.get(i);
    }
    this.score = new Linear(context, name + ".score", width, 1, Bias.PRESENT);
    this.stepWeight = new float[2 * dimension * first];
    this.rowWeight = new float[dimension * first];
    this.stepGradient = new float[2 * dimension * first];
    this.rowGradient = new float[dimension * first];
  }

  /** The width of a step and its target: e, then c. */
  int dimension() {
    return dimension;
  }

  /** The width of the first layer. */
  int units() {
    return weight.columns();
  }

  /** The layers between the first and the score. */
  List<Linear> hidden() {
    return hidden;
  }

  /** The last layer. */
  Linear score() {
    return score;
  }

  /** Folds the weights as they are now; once per block, since they change from step to step. */
  void fold() {
    float[] w = weight.values();
    int part = dimension * units();
    for (int i = 0; i < part; i++) {
      stepWeight[i] = w[i] - w[2 * part + i];
      stepWeight[part + i] = w[3 * part + i];
      rowWeight[i] = w[part + i] + w[2 * part + i];
    }
  }

  /** Computes what the targets (rows x dimension) add to the first layer: rows x units. */
  void forwardTargets(float[] targets, int rows, float[] sums) {
    product.multiply(rows, units(), dimension, targets, rowWeight, sums);
    float[] b = bias.values();
    for (int row = 0, at = 0; row < rows; row++, at += units()) {
      for (int j = 0; j < b.length; j++) {
        sums[at + j] += b[j];
      }
    }
  }

  /** Computes what steps, count x [e, c * e], add to the first layer: count x units. */
  void forwardSteps(float[] steps, int count, float[] sums) {
    product.multiply(count, units(), 2 * dimension, steps, stepWeight, sums);
  }

  /** Keeps the gradients of the step weights, and computes those of the steps. */
  void backwardSteps(float[] steps, float[] sumGradients, int count, float[] stepGradients) {
    product.addLeftTransposed(2 * dimension, units(), count, steps, sumGradients, stepGradient);
    product.multiplyRightTransposed(
        count, 2 * dimension, units(), sumGradients, stepWeight, stepGradients);
  }

  /**
   * Adds the gradients of all weights of the first layer, from those of what the targets added, and
   * adds the gradients of the targets.
   */
  void backwardTargets(float[] targets, float[] sumGradients, int rows, float[] targetGradients) {
    product.addLeftTransposed(dimension, units(), rows, targets, sumGradients, rowGradient);
    product.addRightTransposed(rows, dimension, units(), sumGradients, rowWeight, targetGradients);
    float[] b = bias.gradient(shard);
    for (int row = 0, at = 0; row < rows; row++, at += units()) {
      for (int j = 0; j < b.length; j++) {
        b[j] += sumGradients[at + j];
      }
    }
    unfold();
  }

  private void unfold() {
    float[] w = weight.gradient(shard);
    int part = dimension * units();
    for (int i = 0; i < part; i++) {
      w[i] += stepGradient[i];
      w[part + i] += rowGradient[i];
      w[2 * part + i] += rowGradient[i] - stepGradient[i];
      w[3 * part + i] += stepGradient[part + i];
    }
    Arrays.fill(stepGradient, 0);
    Arrays.fill(rowGradient, 0);
  }

  /** Adds the folded network to a graph; returns the scores of steps, rows x steps. */
  String export(OnnxGraph graph, String steps, String target, int length) {
    fold();
    int part = dimension * units();
    String plain = constant(graph, ".plain", Arrays.copyOf(stepWeight, part));
    String crossed = constant(graph, ".crossed", Arrays.copyOfRange(stepWeight, part, 2 * part));
    String ofTarget = constant(graph, ".target", rowWeight.clone());
    graph.vector(bias.name(), bias.values());
    String once = graph.node("Add", graph.node("MatMul", target, ofTarget), bias.name());
    String sums =
        graph.node(
            "Add",
            graph.node("MatMul", steps, plain),
            graph.node("MatMul", graph.node("Mul", steps, target), crossed));
    String value = graph.node("Relu", graph.node("Add", sums, once));
    value = graph.reshape(value, -1, units());
    for (Linear layer : hidden) {
      value = graph.node("Relu", layer.export(graph, value));
    }
    return graph.reshape(score.export(graph, value), -1, length);
  }

  private String constant(OnnxGraph graph, String suffix, float[] values) {
    String name = weight.name() + suffix;
    graph.matrix(name, dimension, units(), values);
    return name;
  }
}
