package dev.tandem.training.optimizer;

import java.util.Set;

/**
 * {@link Adam} with decoupled weight decay (Loshchilov and Hutter, ICLR 2019): before the step of
 * Adam, a weight shrinks by its learning rate times the decay, whatever its gradient.
 *
 * @param decay of a weight per unit of the learning rate, 0 or more
 * @param decaying the kinds of weights that shrink; an embedding does so in steps that touch it
 */
public record AdamW(Adam adam, double decay, Set<WeightKind> decaying) implements Optimizer {
  public AdamW {
    decaying = Set.copyOf(decaying);
  }

  @Override
  public int moments() {
    return adam.moments();
  }

  @Override
  public Update at(long step) {
    return adam.at(step);
  }

  @Override
  public Update at(long step, WeightKind kind) {
    Update update = adam.at(step);
    return decaying.contains(kind)
        ? new Shrinking(update, (float) (1 - adam.rate().at(step) * decay))
        : update;
  }

  /** Shrinks weights to a share of themselves before an update. */
  private record Shrinking(Update update, float share) implements Update {

    // Hot path: once per weight and step.
    @Override
    public void apply(
        float[] weights,
        int weightsAt,
        float[] moments,
        int momentsAt,
        float[] gradients,
        int gradientsAt,
        int count) {
      for (int i = 0; i < count; i++) {
        weights[weightsAt + i] *= share;
      }
      update.apply(weights, weightsAt, moments, momentsAt, gradients, gradientsAt, count);
    }
  }
}
