package dev.tandem.training.architecture;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;

/**
 * Builds networks of one kind. A team adds its own by binding it in the {@code MapBinder<String,
 * Architecture>} under the name that declarations use.
 */
public interface Architecture {

  /**
   * Builds one row shard's replica; weights of the same name are shared with the other replicas.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a setting is unknown or
   *     wrong, or the tasks do not fit
   */
  Network build(NetworkShape shape, LayerContext context);
}
