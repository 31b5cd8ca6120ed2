package dev.tandem.training.architecture.funnel;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * The logit of the probability that both of two things happen, {@code p(a) p(b)}, of their logits a
 * and b: with {@code p = 1 / (1 + exp(-a))},
 *
 * <pre>logit(p(a) p(b)) = -ln(exp(-a) + exp(-b) + exp(-a - b))</pre>
 *
 * <p>No probability is formed and nothing is subtracted from one near it, so that the logit and its
 * slopes are exact for all finite a and b, also where the product rounds to 0 or 1. It never
 * exceeds a or b.
 */
final class Both implements Step {
  private final Signal a;
  private final Signal b;
  private final Signal output;
  private final float[] slopeOfA;
  private final float[] slopeOfB;

  Both(Signal a, Signal b, int maxRows) {
    this.a = a;
    this.b = b;
    this.output = Signal.of(maxRows);
    this.slopeOfA = new float[maxRows];
    this.slopeOfB = new float[maxRows];
  }

  @Override
  public List<Signal> inputs() {
    return List.of(a, b);
  }

  @Override
  public Signal output() {
    return output;
  }

  // Hot path: once per task of a chain and block.
  @Override
  public void forward(int rows) {
    for (int i = 0; i < rows; i++) {
      double notA = -a.values()[i];
      double notB = -b.values()[i];
      double greatest = Math.max(Math.max(notA, notB), notA + notB);
      double eA = Math.exp(notA - greatest);
      double eB = Math.exp(notB - greatest);
      double eBoth = Math.exp(notA + notB - greatest);
      double sum = eA + eB + eBoth;
      output.values()[i] = (float) -(greatest + Math.log(sum));
      slopeOfA[i] = (float) ((eA + eBoth) / sum);
      slopeOfB[i] = (float) ((eB + eBoth) / sum);
    }
  }

  @Override
  public void backward(int rows) {
    for (int i = 0; i < rows; i++) {
      a.gradient()[i] += slopeOfA[i] * output.gradient()[i];
      b.gradient()[i] += slopeOfB[i] * output.gradient()[i];
    }
  }

  @Override
  public String export(OnnxGraph graph, Map<Signal, String> names) {
    String notA = graph.node("Neg", names.get(a));
    String notB = graph.node("Neg", names.get(b));
    String sum = graph.node("Add", notA, notB);
    return graph.node("Neg", LogSum.export(graph, notA, notB, sum));
  }
}
