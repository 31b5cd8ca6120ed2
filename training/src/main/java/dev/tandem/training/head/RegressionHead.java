package dev.tandem.training.head;

import dev.tandem.training.onnx.OnnxGraph;

/** A number: one unit, the standardised label; the loss is the square of the difference. */
final class RegressionHead extends TaskHead {
  private final LabelScale scale;

  RegressionHead(LabelScale scale) {
    this.scale = scale;
  }

  @Override
  public int units() {
    return 1;
  }

  @Override
  public float target(float label) {
    return scale.standardise(label);
  }

  @Override
  public double loss(float[] outputs, int at, float target) {
    double error = (double) outputs[at] - target;
    return error * error;
  }

  @Override
  void gradient(float[] outputs, int at, float target, double factor, float[] into) {
    into[at] = (float) (factor * 2 * ((double) outputs[at] - target));
  }

  @Override
  public float value(float[] outputs, int at) {
    return scale.restore(outputs[at]);
  }

  @Override
  public double unit() {
    return scale.deviation();
  }

  @Override
  public String exportValue(OnnxGraph graph, String outputs) {
    return scale.exportRestore(graph, outputs);
  }
}
