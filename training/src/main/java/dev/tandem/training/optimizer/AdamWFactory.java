package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes {@link AdamW}; settings those of {@link AdamFactory}, {@code weight_decay}, absent: 0.01,
 * and {@code decay_biases} and {@code decay_embeddings}, absent: false.
 */
public final class AdamWFactory implements OptimizerFactory {
  private static final List<String> SETTINGS =
      LearningRate.settingsAnd(
          "beta1", "beta2", "epsilon", "weight_decay", "decay_biases", "decay_embeddings");

  /** Has no state. */
  @Inject
  public AdamWFactory() {}

  @Override
  public Optimizer create(Options options) {
    options.requireKnown("adamw", SETTINGS);
    Set<WeightKind> decaying = EnumSet.of(WeightKind.MATRIX);
    if (RateSettings.flag(options, "decay_biases")) {
      decaying.add(WeightKind.BIAS);
    }
    if (RateSettings.flag(options, "decay_embeddings")) {
      decaying.add(WeightKind.EMBEDDING);
    }
    return new AdamW(
        AdamFactory.adam(options),
        RateSettings.notNegative(options, "weight_decay", 0.01),
        decaying);
  }
}
