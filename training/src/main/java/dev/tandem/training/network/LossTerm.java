package dev.tandem.training.network;

/**
 * A term of the loss beyond the tasks' own, such as AITM's calibrator. Belongs to one row shard's
 * replica of a network and follows its forward pass of the same rows.
 */
public interface LossTerm {

  /**
   * Computes the term's part of a block of rows.
   *
   * <p>It may add to the gradients of weights, and keep gradients of other values of the network
   * for the next backward pass, and for that one alone: when tasks' gradients are taken one by one,
   * the terms have a pass to themselves.
   *
   * @param outputGradients for each task, rows x units; the term adds to them
   * @return the part of the loss, such that the parts of all blocks of a batch add up to the term
   */
  double addGradients(BlockLabels labels, float[][] outputGradients);
}
