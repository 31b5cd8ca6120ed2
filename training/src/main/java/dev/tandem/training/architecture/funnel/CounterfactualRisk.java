package dev.tandem.training.architecture.funnel;

import dev.tandem.training.architecture.TaskGraph.Link;
import dev.tandem.training.loss.Logistic;
import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LossTerm;
import java.util.Optional;

/**
 * The risk of a conditional probability over all rows, estimated from those where the task before
 * happened (Wang et al., "ESCM2", SIGIR 2022).
 *
 * <p>With o = 1 where the task before happened, e the cross-entropy of the task's label and its
 * conditional probability, and w = 1 / P(o = 1), at most {@code clip} and taken as a constant:
 *
 * <ul>
 *   <li>by inverse propensity scores, the mean of {@code o e w};
 *   <li>doubly robust, the mean of {@code d + o (e - d) w} and that of {@code o (e - d)^2 w}, where
 *       d, the softplus of a tower of its own, guesses e where it is not seen.
 * </ul>
 *
 * <p>The means are over all rows whose label of the task before is known, whatever it is. A row
 * whose own label is unknown counts as one where e is not seen.
 */
final class CounterfactualRisk implements LossTerm {
  /** How the risk is estimated. */
  enum Method {
    /** Inverse propensity scores. */
    IPS,
    /** Doubly robust. */
    DR
  }

  /**
   * How a risk counts.
   *
   * @param factor of the risk in the loss
   * @param clip the greatest inverse propensity
   */
  record Settings(Method method, double factor, double clip) {}

  private final Link link;
  private final Signal before;
  private final Signal conditional;
  private final Optional<Signal> imputed;
  private final Settings settings;

  /**
   * The risk of one task.
   *
   * @param before the logit of the probability that the task before happens
   * @param conditional the logit of the task's probability if it does
   * @param imputed the logit-like score whose softplus is d; present if doubly robust
   */
  CounterfactualRisk(
      Link link, Signal before, Signal conditional, Optional<Signal> imputed, Settings settings) {
    this.link = link;
    this.before = before;
    this.conditional = conditional;
    this.imputed = imputed;
    this.settings = settings;
  }

  // Hot path: once per link and block.
  @Override
  public double addGradients(BlockLabels labels, float[][] outputGradients) {
    double factor = settings.factor() / Math.max(1, labels.inSpace(link.before()));
    double sum = 0;
    for (int i = 0; i < labels.rows(); i++) {
      float happened = labels.target(link.before(), i);
      float label = labels.target(link.after(), i);
      double weight = happened == 1 && !Float.isNaN(label) ? inversePropensity(i) : 0;
      if (imputed.isPresent() && !Float.isNaN(happened)) {
        sum += addDoublyRobust(imputed.get(), i, label, weight, factor);
      } else if (weight > 0) {
        double z = conditional.values()[i];
        conditional.gradient()[i] += (float) (factor * weight * (Logistic.probability(z) - label));
        sum += weight * Logistic.crossEntropy(z, label);
      }
    }
    return factor * sum;
  }

  private double inversePropensity(int row) {
    return Math.min(1 + Math.exp(-before.values()[row]), settings.clip());
  }

  /** Adds a row's gradients and returns its part of the sum; the weight is 0 if e is not seen. */
  private double addDoublyRobust(Signal guess, int row, float label, double weight, double factor) {
    double score = guess.values()[row];
    double d = -Logistic.logProbability(-score);
    double slope = Logistic.probability(score);
    if (weight == 0) {
      guess.gradient()[row] += (float) (factor * slope);
      return d;
    }
    double z = conditional.values()[row];
    double difference = Logistic.crossEntropy(z, label) - d;
    double byError = weight * (1 + 2 * difference);
    conditional.gradient()[row] += (float) (factor * byError * (Logistic.probability(z) - label));
    guess.gradient()[row] += (float) (factor * (1 - byError) * slope);
    return d + weight * (difference + difference * difference);
  }
}
