package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;

/**
 * Customised gate control (Tang et al., RecSys 2020): each task has experts of its own beside those
 * that all share, and mixes both by a gate of its own.
 *
 * <p>Settings: {@code experts}, of each task, absent: 2; {@code shared_experts}, absent: 2; {@code
 * expert}, the widths of each, absent: [64]; {@code tower}, absent: [64, 32]; {@code dropout},
 * absent: 0; {@code gate_dropout}, the share of experts that a gate leaves out in a training row,
 * absent: 0.
 */
public final class Cgc implements Architecture {

  /** Has no state. */
  @Inject
  public Cgc() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    ExpertSettings settings = new ExpertSettings("cgc", shape, context, "shared_experts");
    return new Extraction(settings, shape, context).network(1);
  }
}
