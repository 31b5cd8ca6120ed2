package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.Options;

/**
 * Makes an optimizer of one kind from its declared settings. A team adds its own by binding it in
 * the {@code MapBinder<String, OptimizerFactory>} under the name that declarations use.
 */
public interface OptimizerFactory {

  /**
   * The optimizer with these settings.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a setting is unknown or
   *     out of range
   */
  Optimizer create(Options options);
}
