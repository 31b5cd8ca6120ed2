package dev.tandem.training.head;

import dev.tandem.training.loss.Logistic;
import dev.tandem.training.onnx.OnnxGraph;

/**
 * A number within bounds: one unit z, which stands for {@code low + (high - low) logistic(z)}; the
 * loss is the square of the difference to the label, both standardised.
 */
final class RangeHead extends TaskHead {
  private final LabelScale scale;
  private final double low;
  private final double width;

  RangeHead(LabelScale scale, double low, double high) {
    this.scale = scale;
    this.low = (low - scale.mean()) / scale.deviation();
    this.width = (high - low) / scale.deviation();
  }

  @Override
  public int units() {
    return 1;
  }

  @Override
  public float target(float label) {
    return scale.standardise(label);
  }

  private double standardised(double z) {
    return low + width * Logistic.probability(z);
  }

  @Override
  public double loss(float[] outputs, int at, float target) {
    double error = standardised(outputs[at]) - target;
    return error * error;
  }

  @Override
  void gradient(float[] outputs, int at, float target, double factor, float[] into) {
    double p = Logistic.probability(outputs[at]);
    into[at] = (float) (factor * 2 * (low + width * p - target) * width * p * (1 - p));
  }

  @Override
  public float value(float[] outputs, int at) {
    return scale.restore((float) standardised(outputs[at]));
  }

  @Override
  public double unit() {
    return scale.deviation();
  }

  @Override
  public String exportValue(OnnxGraph graph, String outputs) {
    String part = graph.node("Mul", graph.node("Sigmoid", outputs), graph.scalar((float) width));
    return scale.exportRestore(graph, graph.node("Add", part, graph.scalar((float) low)));
  }
}
