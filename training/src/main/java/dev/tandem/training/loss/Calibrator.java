package dev.tandem.training.loss;

import dev.tandem.training.network.Calibration;

/**
 * Computes a {@link Calibration}: the sum of {@code max(p(after) - p(before), 0)} over rows. The
 * caller divides by all rows of the batch, so that its strength does not depend on the batch size.
 */
public final class Calibrator {
  private Calibrator() {}

  /** The sum over the first {@code rows} rows, given the logits of the two tasks. */
  public static double sum(float[] before, float[] after, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += Math.max(Logistic.probability(after[i]) - Logistic.probability(before[i]), 0);
    }
    return sum;
  }

  /** Adds the gradient of {@code factor} times the sum to those of both tasks' logits. */
  // Hot path: once per pair and block.
  public static void addGradient(
      float[] before,
      float[] after,
      int rows,
      double factor,
      float[] beforeGradient,
      float[] afterGradient) {
    for (int i = 0; i < rows; i++) {
      // The logistic function rises, so the probabilities are ordered as the logits are.
      if (after[i] > before[i]) {
        double pBefore = Logistic.probability(before[i]);
        double pAfter = Logistic.probability(after[i]);
        afterGradient[i] += (float) (factor * pAfter * (1 - pAfter));
        beforeGradient[i] -= (float) (factor * pBefore * (1 - pBefore));
      }
    }
  }
}
