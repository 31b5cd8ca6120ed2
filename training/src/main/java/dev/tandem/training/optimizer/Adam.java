package dev.tandem.training.optimizer;

/**
 * Adam (Kingma and Ba, ICLR 2015) with bias correction.
 *
 * <p>Rows of embedding tables are updated only in steps that touch them: their moments then decay
 * once, not once for each step since ("lazy Adam").
 *
 * @param beta1 the decay of the first moment, in [0, 1)
 * @param beta2 the decay of the second moment, in [0, 1)
 */
public record Adam(LearningRate rate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  /** Adam with the same learning rate in every step. */
  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    this(LearningRate.constant(learningRate), beta1, beta2, epsilon);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public Update at(long step) {
    double correction2 = Math.sqrt(1 - Math.pow(beta2, (double) step));
    double correction1 = 1 - Math.pow(beta1, (double) step);
    return new AdamUpdate(
        (float) beta1,
        (float) beta2,
        (float) (rate.at(step) * correction2 / correction1),
        (float) (epsilon * correction2));
  }

  /** Adam's update with both bias corrections folded into the rate and epsilon. */
  private record AdamUpdate(float beta1, float beta2, float rate, float epsilon) implements Update {

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
      float decay1 = beta1;
      float decay2 = beta2;
      int second = momentsAt + count;
      for (int i = 0; i < count; i++) {
        float gradient = gradients[gradientsAt + i];
        float m = decay1 * moments[momentsAt + i] + (1 - decay1) * gradient;
        float v = decay2 * moments[second + i] + (1 - decay2) * gradient * gradient;
        moments[momentsAt + i] = m;
        moments[second + i] = v;
        weights[weightsAt + i] -= rate * m / ((float) Math.sqrt(v) + epsilon);
      }
    }
  }
}
