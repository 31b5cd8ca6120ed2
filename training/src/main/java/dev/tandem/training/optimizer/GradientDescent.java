package dev.tandem.training.optimizer;

/**
 * Weights move against their gradient, or against a running sum of it: {@code v = momentum v + g},
 * {@code w -= rate v}.
 *
 * @param momentum the share of the sum that a step keeps, in [0, 1)
 * @param reach what the sum's part in a step is
 */
public record GradientDescent(LearningRate rate, double momentum, Reach reach)
    implements Optimizer {

  /** How a step uses the running sum. */
  public enum Reach {
    /** {@code w -= rate v}. */
    PLAIN,
    /** {@code w -= rate (g + momentum v)}, the form of Sutskever et al., ICML 2013. */
    NESTEROV
  }

  @Override
  public int moments() {
    return momentum > 0 ? 1 : 0;
  }

  @Override
  public Update at(long step) {
    float stepRate = (float) rate.at(step);
    return momentum > 0
        ? new Momentum(stepRate, (float) momentum, reach)
        : (weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count) -> {
          for (int i = 0; i < count; i++) {
            weights[weightsAt + i] -= stepRate * gradients[gradientsAt + i];
          }
        };
  }

  /** The update with a running sum. */
  private record Momentum(float rate, float kept, Reach reach) implements Update {

    // Hot path: once per weight and step.
    @Override
    public void apply(
        float[] weights,
        int weightsAt,
        float[] moments,
        int momentsAt,
        float[] gradients,
        int gradientsAt,
        int count) {
      boolean ahead = reach == Reach.NESTEROV;
      for (int i = 0; i < count; i++) {
        float gradient = gradients[gradientsAt + i];
        float sum = kept * moments[momentsAt + i] + gradient;
        moments[momentsAt + i] = sum;
        weights[weightsAt + i] -= rate * (ahead ? gradient + kept * sum : sum);
      }
    }
  }
}
