package dev.tandem.training.head;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Optional;

/**
 * One of several values: a unit for each, whose softmax gives the probabilities; the loss is the
 * cross-entropy. The prediction is the expected value, so that it can be compared with a
 * regression's.
 */
final class MulticlassHead extends TaskHead {
  private final float[] classes;

  /**
   * A head for these values of the label.
   *
   * @param classes in ascending order
   */
  MulticlassHead(List<Double> classes) {
    this.classes = new float[classes.size()];
    for (int c = 0; c < this.classes.length; c++) {
      this.classes[c] = classes.get(c).floatValue();
    }
  }

  @Override
  public int units() {
    return classes.length;
  }

  /** The number of the label among the classes. */
  @Override
  public float target(float label) {
    if (Float.isNaN(label)) {
      return label;
    }
    for (int c = 0; c < classes.length; c++) {
      if (classes[c] == label) {
        return c;
      }
    }
    throw new IllegalArgumentException("label " + label + " is none of the classes");
  }

  @Override
  public double loss(float[] outputs, int at, float target) {
    return logSum(outputs, at) - outputs[at + (int) target];
  }

  /** The logarithm of the sum of the exponentials, safe for every finite unit. */
  private double logSum(float[] outputs, int at) {
    double greatest = outputs[at];
    for (int c = 1; c < classes.length; c++) {
      greatest = Math.max(greatest, outputs[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes.length; c++) {
      sum += Math.exp(outputs[at + c] - greatest);
    }
    return greatest + Math.log(sum);
  }

  @Override
  void gradient(float[] outputs, int at, float target, double factor, float[] into) {
    double logSum = logSum(outputs, at);
    for (int c = 0; c < classes.length; c++) {
      double p = Math.exp(outputs[at + c] - logSum);
      into[at + c] = (float) (factor * (p - (c == (int) target ? 1 : 0)));
    }
  }

  @Override
  public float value(float[] outputs, int at) {
    double logSum = logSum(outputs, at);
    double value = 0;
    for (int c = 0; c < classes.length; c++) {
      value += Math.exp(outputs[at + c] - logSum) * classes[c];
    }
    return (float) value;
  }

  @Override
  public int probabilities() {
    return classes.length;
  }

  @Override
  public void probabilities(float[] outputs, int at, float[] into, int intoAt) {
    double logSum = logSum(outputs, at);
    for (int c = 0; c < classes.length; c++) {
      into[intoAt + c] = (float) Math.exp(outputs[at + c] - logSum);
    }
  }

  @Override
  public String exportValue(OnnxGraph graph, String outputs) {
    String name = graph.unusedName("classes");
    graph.matrix(name, classes.length, 1, classes);
    return graph.node("MatMul", graph.node("Softmax", outputs), name);
  }

  @Override
  public Optional<String> exportProbabilities(OnnxGraph graph, String outputs) {
    return Optional.of(graph.node("Softmax", outputs));
  }
}
