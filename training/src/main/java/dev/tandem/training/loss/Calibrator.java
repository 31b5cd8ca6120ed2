package dev.tandem.training.loss;

import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.Network;

/**
 * The behavioural expectation calibrator between two tasks: the mean over a batch's rows of {@code
 * max(p(after) - p(before), 0)}, times a weight, is added to the loss (Xi et al., KDD 2021).
 * Dividing by all rows of the batch keeps its strength apart from the batch size.
 *
 * @param before the number of the task that happens first, for example click
 * @param after the number of the task that happens only if the first did, for example purchase
 * @param weight of the term
 */
public record Calibrator(int before, int after, double weight) {

  /** Adds the gradient by both tasks' logits, and returns the block's part of the term. */
  // Hot path: once per pair and block.
  public double addGradients(Network network, BlockLabels labels, float[][] outputGradients) {
    float[] first = network.output(before);
    float[] second = network.output(after);
    float[] firstGradient = outputGradients[before];
    float[] secondGradient = outputGradients[after];
    double factor = weight / labels.batchRows();
    double sum = 0;
    for (int i = 0; i < labels.rows(); i++) {
      // The logistic function rises, so the probabilities are ordered as the logits are.
      if (second[i] > first[i]) {
        double pFirst = Logistic.probability(first[i]);
        double pSecond = Logistic.probability(second[i]);
        secondGradient[i] += (float) (factor * pSecond * (1 - pSecond));
        firstGradient[i] -= (float) (factor * pFirst * (1 - pFirst));
        sum += pSecond - pFirst;
      }
    }
    return factor * sum;
  }
}
