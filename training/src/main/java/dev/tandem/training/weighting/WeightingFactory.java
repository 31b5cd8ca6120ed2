package dev.tandem.training.weighting;

import dev.tandem.features.declaration.Options;

/**
 * Makes the weighting of a run from its declared settings. A team adds its own by binding it in the
 * {@code MapBinder<String, WeightingFactory>} under the name that declarations use.
 */
@FunctionalInterface
public interface WeightingFactory {

  /**
   * A weighting without memory yet.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a setting is unknown or
   *     wrong, or the tasks do not fit
   */
  Weighting create(WeightedTasks tasks, Options options);
}
