package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;

/**
 * Progressive layered extraction (Tang et al., RecSys 2020): levels of {@link Cgc}. From the second
 * level on, a task's experts and gate read what the task's gate below passed on, the shared ones
 * what the shared gate passed on; the shared gate mixes the experts of all tasks and the shared
 * ones. The last level has no shared gate.
 *
 * <p>Settings: {@code levels}, absent: 2; and those of {@link Cgc}.
 */
public final class Ple implements Architecture {

  /** Has no state. */
  @Inject
  public Ple() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    ExpertSettings settings = new ExpertSettings("ple", shape, context, "levels", "shared_experts");
    return new Extraction(settings, shape, context).network(settings.count("levels", 2));
  }
}
