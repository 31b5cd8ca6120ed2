package dev.tandem.training.architecture.sharing;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The adversarial shared-private model (Liu, Qiu and Huang, ACL 2017): each task reads what a
 * shared encoder and one of its own make of the inputs, side by side. A {@link TaskDiscriminator}
 * learns to tell from the shared code in which tasks' sample spaces a row is, and its gradient
 * reaches the shared encoder reversed, so that only what the tasks have in common stays there.
 *
 * <p>Settings: {@code shared}, the widths of the shared encoder, absent: [64]; {@code private},
 * those of each task's, absent: [64]; {@code tower}, absent: [64, 32]; {@code reversal}, the factor
 * of the reversed gradient, absent: 0.05; {@code dropout}, absent: 0.
 */
public final class Adversarial implements Architecture {

  /** Has no state. */
  @Inject
  public Adversarial() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape
        .options()
        .requireKnown("adversarial", List.of("shared", "private", "tower", "reversal", "dropout"));
    double reversal = shape.options().number("reversal", 0.05);
    if (!(reversal >= 0 && Double.isFinite(reversal))) {
      throw NetworkShape.invalid(
          "architecture.reversal", "found " + reversal + ", allowed: 0 or more");
    }
    if (shape.tasks().size() < 2) {
      throw NetworkShape.invalid("tasks", "found one, allowed with adversarial: two or more");
    }
    Mlp shared =
        new Mlp(
            context,
            "shared",
            shape.inputWidth(),
            shape.widths("shared", List.of(64)),
            shape.dropout());
    TaskDiscriminator discriminator =
        new TaskDiscriminator(context, shared.width(), shape.tasks().size(), reversal);
    return new AdversarialNetwork(shape, context, shared, discriminator);
  }
}
