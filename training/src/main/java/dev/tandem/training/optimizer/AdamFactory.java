package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Makes {@link Adam}; settings those of {@link LearningRate#from}, absent: 0.001, {@code beta1},
 * 0.9, {@code beta2}, 0.999, and {@code epsilon}, 1e-8.
 */
public final class AdamFactory implements OptimizerFactory {
  private static final List<String> SETTINGS =
      LearningRate.settingsAnd("beta1", "beta2", "epsilon");

  /** Has no state. */
  @Inject
  public AdamFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("adam", SETTINGS);
    return adam(options);
  }

  static Adam adam(Options options) {
    return new Adam(
        LearningRate.from(options, 0.001),
        RateSettings.belowOne(options, "beta1", 0.9),
        RateSettings.belowOne(options, "beta2", 0.999),
        RateSettings.positive(options, "epsilon", 1e-8));
  }
}
