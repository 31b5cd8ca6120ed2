package dev.tandem.training.loss;

/** The logistic function and its logarithm, safe for every finite logit. */
public final class Logistic {
  private Logistic() {}

  /** {@code 1 / (1 + exp(-z))}. */
  public static double probability(double z) {
    // The exponential of minus the size cannot overflow.
    double small = Math.exp(-Math.abs(z));
    return (z >= 0 ? 1 : small) / (1 + small);
  }

  /** {@code ln p} of p = probability(z). */
  public static double logProbability(double z) {
    return Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
  }

  /** {@code -y ln p - (1 - y) ln(1 - p)} of p = probability(z). */
  public static double crossEntropy(double z, double y) {
    return Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
  }
}
