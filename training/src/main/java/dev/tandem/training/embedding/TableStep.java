package dev.tandem.training.embedding;

import dev.tandem.training.optimizer.Optimizer;

/**
 * What one step does to touched vectors.
 *
 * @param firstMoment the number of the first of a vector's moments that the update is for
 * @param factor of the gradients
 * @param penalty the factor of half the squared weights of touched vectors in the loss
 */
public record TableStep(int firstMoment, float factor, float penalty, Optimizer.Update update) {

  /** The update by whole gradients, without a penalty. */
  public static TableStep of(Optimizer.Update update) {
    return new TableStep(0, 1, 0, update);
  }
}
