package dev.tandem.training.architecture.funnel;

import dev.tandem.training.loss.Logistic;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * The logit of what happens with probability {@code r = p(m) p(u) + (1 - p(m)) p(v)}: a middle step
 * happens or does not, and each way leads on with a probability of its own. The probability and the
 * one of the opposite are sums of products of probabilities, so both logarithms are exact for all
 * finite logits.
 */
final class EitherWay implements Step {
  private final Signal middle;
  private final Signal through;
  private final Signal past;
  private final Signal output;
  private final float[] slopeOfMiddle;
  private final float[] slopeOfThrough;
  private final float[] slopeOfPast;

  /**
   * A step of three logits.
   *
   * @param middle of m, that the middle step happens
   * @param through of u, what the probability is if it does
   * @param past of v, what the probability is if it does not
   */
  EitherWay(Signal middle, Signal through, Signal past, int maxRows) {
    this.middle = middle;
    this.through = through;
    this.past = past;
    this.output = Signal.of(maxRows);
    this.slopeOfMiddle = new float[maxRows];
    this.slopeOfThrough = new float[maxRows];
    this.slopeOfPast = new float[maxRows];
  }

  @Override
  public List<Signal> inputs() {
    return List.of(middle, through, past);
  }

  @Override
  public Signal output() {
    return output;
  }

  // Hot path: once per task behind a middle step and block.
  @Override
  public void forward(int rows) {
    for (int i = 0; i < rows; i++) {
      double m = middle.values()[i];
      double u = through.values()[i];
      double v = past.values()[i];
      double logM = Logistic.logProbability(m);
      double logNotM = Logistic.logProbability(-m);
      double logThrough = logM + Logistic.logProbability(u);
      double logPast = logNotM + Logistic.logProbability(v);
      double logNotThrough = logM + Logistic.logProbability(-u);
      double logNotPast = logNotM + Logistic.logProbability(-v);
      output.values()[i] =
          (float) (LogSum.of(logThrough, logPast) - LogSum.of(logNotThrough, logNotPast));
      // The shares of the way through the middle among what happens, and among what does not.
      double share = Logistic.probability(logThrough - logPast);
      double notShare = Logistic.probability(logNotThrough - logNotPast);
      double pU = Logistic.probability(u);
      double pV = Logistic.probability(v);
      slopeOfMiddle[i] = (float) (share - notShare);
      slopeOfThrough[i] = (float) (share * (1 - pU) + notShare * pU);
      slopeOfPast[i] = (float) ((1 - share) * (1 - pV) + (1 - notShare) * pV);
    }
  }

  @Override
  public void backward(int rows) {
    for (int i = 0; i < rows; i++) {
      float gradient = output.gradient()[i];
      middle.gradient()[i] += slopeOfMiddle[i] * gradient;
      through.gradient()[i] += slopeOfThrough[i] * gradient;
      past.gradient()[i] += slopeOfPast[i] * gradient;
    }
  }

  @Override
  public String export(OnnxGraph graph, Map<Signal, String> names) {
    String m = names.get(middle);
    String u = names.get(through);
    String v = names.get(past);
    // ln p(z) = -softplus(-z) and ln(1 - p(z)) = -softplus(z).
    String softM = graph.node("Softplus", m);
    String softNotM = graph.node("Softplus", graph.node("Neg", m));
    String happens =
        logOfSum(
            graph,
            graph.node("Add", softNotM, graph.node("Softplus", graph.node("Neg", u))),
            graph.node("Add", softM, graph.node("Softplus", graph.node("Neg", v))));
    String happensNot =
        logOfSum(
            graph,
            graph.node("Add", softNotM, graph.node("Softplus", u)),
            graph.node("Add", softM, graph.node("Softplus", v)));
    return graph.node("Sub", happens, happensNot);
  }

  private static String logOfSum(OnnxGraph graph, String minusLogOne, String minusLogOther) {
    return LogSum.export(graph, graph.node("Neg", minusLogOne), graph.node("Neg", minusLogOther));
  }
}
