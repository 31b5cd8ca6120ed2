package dev.tandem.training.metric;

import java.util.OptionalDouble;

/** The mean binary cross-entropy, in nats, and the same relative to that of the base rate. */
public final class LogLoss {
  /** What a probability of 0 counts as. */
  private static final double LOWEST = 1e-12;

  /** What a probability of 1 counts as: the least number that rounds to 1 as a float. */
  private static final double HIGHEST = 1 - 0x1p-25;

  private LogLoss() {}

  /** The cross-entropy of one probability, kept finite for 0 and 1. */
  static double of(double probability, int label) {
    double p = Math.min(HIGHEST, Math.max(LOWEST, probability));
    return label == 1 ? -Math.log(p) : -Math.log1p(-p);
  }

  /** The mean cross-entropy, or empty without rows. */
  public static OptionalDouble of(Ranking ranking) {
    double sum = 0;
    for (int place = 0; place < ranking.rows(); place++) {
      sum += ranking.crossEntropy(place);
    }
    return ranking.rows() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / ranking.rows());
  }

  /**
   * The mean cross-entropy over the entropy of the base rate (He et al., ADKDD 2014): 1 for a model
   * that always says the base rate, less for a better one. Empty if only one class occurs.
   */
  public static OptionalDouble normalised(Ranking ranking) {
    if (!ranking.hasBothClasses()) {
      return OptionalDouble.empty();
    }
    double rate = (double) ranking.positives() / ranking.rows();
    double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log1p(-rate);
    return OptionalDouble.of(of(ranking).orElseThrow() / entropy);
  }
}
