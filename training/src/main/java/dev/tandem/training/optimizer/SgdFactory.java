package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.optimizer.GradientDescent.Reach;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Makes {@link GradientDescent}; settings those of {@link LearningRate#from}, absent: 0.1, {@code
 * momentum}, 0, and {@code nesterov}, false.
 */
public final class SgdFactory implements OptimizerFactory {
  private static final List<String> SETTINGS = LearningRate.settingsAnd("momentum", "nesterov");

  /** Has no state. */
  @Inject
  public SgdFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("sgd", SETTINGS);
    double momentum = RateSettings.belowOne(options, "momentum", 0);
    boolean nesterov = RateSettings.flag(options, "nesterov");
    if (nesterov && momentum == 0) {
      throw RateSettings.invalid("momentum", momentum, "above 0 with nesterov");
    }
    return new GradientDescent(
        LearningRate.from(options, 0.1), momentum, nesterov ? Reach.NESTEROV : Reach.PLAIN);
  }
}
