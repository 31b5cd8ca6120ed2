package dev.tandem.training.head;

import dev.tandem.training.loss.Logistic;
import dev.tandem.training.onnx.OnnxGraph;

/** A probability: one unit, its logit; the loss is the binary cross-entropy. */
final class BinaryHead extends TaskHead {

  @Override
  public int units() {
    return 1;
  }

  @Override
  public float target(float label) {
    return label;
  }

  @Override
  public double loss(float[] outputs, int at, float target) {
    return Logistic.crossEntropy(outputs[at], target);
  }

  @Override
  void gradient(float[] outputs, int at, float target, double factor, float[] into) {
    into[at] = (float) (factor * (Logistic.probability(outputs[at]) - target));
  }

  @Override
  public float value(float[] outputs, int at) {
    return (float) Logistic.probability(outputs[at]);
  }

  @Override
  public String exportValue(OnnxGraph graph, String outputs) {
    return graph.node("Sigmoid", outputs);
  }
}
