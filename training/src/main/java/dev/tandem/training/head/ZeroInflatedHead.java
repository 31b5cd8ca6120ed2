package dev.tandem.training.head;

import dev.tandem.training.loss.Logistic;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Optional;

/**
 * A number that is often 0 and else log-normal (Wang, Liu and Miao, "A deep probabilistic model for
 * customer lifetime value prediction", 2019).
 *
 * <p>Three units: the logit of p, the probability that the label is above 0; mu, the mean of its
 * logarithm if it is; and s, of which the deviation of that logarithm is {@code sigma =
 * min(softplus(s), 5)}, but at least 0.01. The loss is the negative log likelihood {@code -ln(1 -
 * p)} of a 0, and {@code -ln p + ln y + ln sigma + (ln y - mu)^2 / (2 sigma^2) + ln(2 pi) / 2} of a
 * y above 0. The prediction is the expectation {@code p exp(mu + sigma^2 / 2)}, whose exponent is
 * cut at 20.
 */
final class ZeroInflatedHead extends TaskHead {
  private static final double LEAST_SIGMA = 0.01;
  private static final double MOST_SIGMA = 5;
  private static final double MOST_LOG = 20;
  private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

  @Override
  public int units() {
    return 3;
  }

  @Override
  public float target(float label) {
    return label;
  }

  private static double softplus(double s) {
    return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
  }

  private static double sigma(double s) {
    return Math.max(LEAST_SIGMA, Math.min(MOST_SIGMA, softplus(s)));
  }

  @Override
  public double loss(float[] outputs, int at, float target) {
    double spent = target > 0 ? 1 : 0;
    double loss = Logistic.crossEntropy(outputs[at], spent);
    if (target > 0) {
      double sigma = sigma(outputs[at + 2]);
      double z = (Math.log(target) - outputs[at + 1]) / sigma;
      loss += Math.log(target) + Math.log(sigma) + z * z / 2 + HALF_LOG_2_PI;
    }
    return loss;
  }

  @Override
  void gradient(float[] outputs, int at, float target, double factor, float[] into) {
    double spent = target > 0 ? 1 : 0;
    into[at] = (float) (factor * (Logistic.probability(outputs[at]) - spent));
    into[at + 1] = 0;
    into[at + 2] = 0;
    if (target > 0) {
      double softplus = softplus(outputs[at + 2]);
      double sigma = sigma(outputs[at + 2]);
      double z = (Math.log(target) - outputs[at + 1]) / sigma;
      into[at + 1] = (float) (factor * -z / sigma);
      // At a bound sigma does not move with its unit.
      boolean free = softplus > LEAST_SIGMA && softplus < MOST_SIGMA;
      double slope = free ? Logistic.probability(outputs[at + 2]) : 0;
      into[at + 2] = (float) (factor * (1 - z * z) / sigma * slope);
    }
  }

  @Override
  public float value(float[] outputs, int at) {
    double sigma = sigma(outputs[at + 2]);
    double logarithm = Math.min(MOST_LOG, outputs[at + 1] + sigma * sigma / 2);
    return (float) (Logistic.probability(outputs[at]) * Math.exp(logarithm));
  }

  @Override
  public int probabilities() {
    return 1;
  }

  @Override
  public void probabilities(float[] outputs, int at, float[] into, int intoAt) {
    into[intoAt] = (float) Logistic.probability(outputs[at]);
  }

  @Override
  public String exportValue(OnnxGraph graph, String outputs) {
    String p = graph.node("Sigmoid", graph.columns(outputs, 0, 1));
    String mu = graph.columns(outputs, 1, 2);
    String softplus = graph.node("Softplus", graph.columns(outputs, 2, 3));
    String sigma =
        graph.node(
            "Max",
            graph.node("Min", softplus, graph.scalar((float) MOST_SIGMA)),
            graph.scalar((float) LEAST_SIGMA));
    String halfVariance = graph.node("Mul", graph.node("Mul", sigma, sigma), graph.scalar(0.5f));
    String logarithm =
        graph.node("Min", graph.node("Add", mu, halfVariance), graph.scalar((float) MOST_LOG));
    return graph.node("Mul", p, graph.node("Exp", logarithm));
  }

  @Override
  public Optional<String> exportProbabilities(OnnxGraph graph, String outputs) {
    return Optional.of(graph.node("Sigmoid", graph.columns(outputs, 0, 1)));
  }
}
