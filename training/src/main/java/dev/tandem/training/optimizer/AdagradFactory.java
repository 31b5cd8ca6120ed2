package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Makes {@link Adagrad}; settings those of {@link LearningRate#from}, absent: 0.01, {@code
 * initial}, 0.1, and {@code epsilon}, 1e-10.
 */
public final class AdagradFactory implements OptimizerFactory {
  private static final List<String> SETTINGS = LearningRate.settingsAnd("initial", "epsilon");

  /** Has no state. */
  @Inject
  public AdagradFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("adagrad", SETTINGS);
    return new Adagrad(
        LearningRate.from(options, 0.01),
        RateSettings.notNegative(options, "initial", 0.1),
        RateSettings.positive(options, "epsilon", 1e-10));
  }
}
