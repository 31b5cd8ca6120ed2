package dev.tandem.training.optimizer;

/**
 * Adagrad (Duchi, Hazan and Singer, JMLR 2011): a weight's rate falls with the sum of the squares
 * of its gradients.
 *
 * @param initial what that sum begins at, 0 or more
 */
public record Adagrad(LearningRate rate, double initial, double epsilon) implements Optimizer {

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public Update at(long step) {
    float stepRate = (float) rate.at(step);
    float start = (float) initial;
    float least = (float) epsilon;
    // Hot path: once per weight and step.
    return (weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count) -> {
      for (int i = 0; i < count; i++) {
        float gradient = gradients[gradientsAt + i];
        // Moments begin at 0, so what the sum begins at is added when it is read.
        float sum = moments[momentsAt + i] + gradient * gradient;
        moments[momentsAt + i] = sum;
        weights[weightsAt + i] -= stepRate * gradient / ((float) Math.sqrt(start + sum) + least);
      }
    };
  }
}
