package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import jakarta.inject.Inject;
import java.util.List;

/** Makes plain gradient descent; setting {@code learning_rate}, absent: 0.1. */
public final class SgdFactory implements OptimizerFactory {

  /** Has no state. */
  @Inject
  public SgdFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("sgd", List.of("learning_rate"));
    return new GradientDescent(RateSettings.positive(options, "learning_rate", 0.1));
  }

  /** Weights move against their gradient. */
  private record GradientDescent(double learningRate) implements Optimizer {
    @Override
    public int moments() {
      return 0;
    }

    @Override
    public Update at(long step) {
      float rate = (float) learningRate;
      return (weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count) -> {
        for (int i = 0; i < count; i++) {
          weights[weightsAt + i] -= rate * gradients[gradientsAt + i];
        }
      };
    }
  }
}
