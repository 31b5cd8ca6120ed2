package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Makes {@link Adam}; settings {@code learning_rate}, absent: 0.001, {@code beta1}, 0.9, {@code
 * beta2}, 0.999, and {@code epsilon}, 1e-8.
 */
public final class AdamFactory implements OptimizerFactory {

  /** Has no state. */
  @Inject
  public AdamFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("adam", List.of("learning_rate", "beta1", "beta2", "epsilon"));
    return new Adam(
        RateSettings.positive(options, "learning_rate", 0.001),
        RateSettings.belowOne(options, "beta1", 0.9),
        RateSettings.belowOne(options, "beta2", 0.999),
        RateSettings.positive(options, "epsilon", 1e-8));
  }
}
