package dev.tandem.training.learner;

import dev.tandem.training.optimizer.GradientClip;

/**
 * What keeps weights and their steps small.
 *
 * @param embeddings the factor of half the squares of touched embedding weights in the loss
 * @param matrices the factor of half the squares of the weights of dense matrices in the loss
 * @param clip the bound of the gradient's norm, before these two are added
 */
public record Regularization(double embeddings, double matrices, GradientClip clip) {

  /** A factor of embeddings alone. */
  public static Regularization ofEmbeddings(double factor) {
    return new Regularization(factor, 0, GradientClip.NONE);
  }
}
