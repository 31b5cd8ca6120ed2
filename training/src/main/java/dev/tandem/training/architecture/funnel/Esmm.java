package dev.tandem.training.architecture.funnel;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The entire-space multi-task model (Ma et al., SIGIR 2018), for chains of any length.
 *
 * <p>A binary task's tower gives the logit of its probability if the task it comes after happened;
 * its output is the logit of the product of these probabilities along its chain. Only the product
 * is held against labels, over all rows, so the conditional probability is learnt without the bias
 * of rows selected by the task before. Other tasks have their tower alone.
 *
 * <p>Settings: {@code bottom}, the widths of layers that all towers share, absent: none; {@code
 * tower}, absent: [128, 64, 32]; {@code dropout}, absent: 0.
 */
public final class Esmm implements Architecture {

  /** Has no state. */
  @Inject
  public Esmm() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("esmm", FunnelWiring.SETTINGS);
    FunnelWiring wiring = new FunnelWiring("esmm", shape, context);
    for (int task = 0; task < shape.tasks().size(); task++) {
      Signal own = wiring.tower(task);
      Optional<Integer> before = wiring.graph().predecessor(task);
      wiring.addOutput(before.isPresent() ? wiring.both(wiring.output(before.get()), own) : own);
    }
    return wiring.network();
  }
}
