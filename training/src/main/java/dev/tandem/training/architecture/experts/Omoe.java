package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.ExpertLevel;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The one-gate mixture of experts (Ma et al., KDD 2018): as {@link Mmoe}, but all tasks share one
 * gate too. Has the same settings.
 */
public final class Omoe implements Architecture {

  /** Has no state. */
  @Inject
  public Omoe() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    ExpertSettings settings = new ExpertSettings("omoe", shape, context);
    ExpertLevel.Builder builder = settings.level(1, shape.inputWidth());
    List<String> experts = settings.addExperts(builder);
    builder.gate(context, "gate", 0, experts);
    ExpertLevel level = builder.build();
    return new ExpertNetwork(
        List.of(level), 1, settings.towers(level.width()), new int[shape.tasks().size()]);
  }
}
