package dev.tandem.training.network;

import dev.tandem.training.blas.MatrixProduct;

/**
 * What layers are built with: one row shard's replica of a network.
 *
 * @param parameters the weights, shared by the replicas
 * @param shard the number of this replica, whose gradients it adds to
 * @param maxRows the most rows of one pass, for which layers allocate their activations
 * @param product used by this replica alone
 * @param seed of the dropout masks
 */
public record LayerContext(
    Parameters parameters, int shard, int maxRows, MatrixProduct product, long seed) {

  /** A weight matrix, see {@link Parameters#matrix}. */
  public Parameter matrix(String name, int inputs, int outputs) {
    return parameters.matrix(name, inputs, outputs);
  }

  /** A bias vector, see {@link Parameters#bias}. */
  public Parameter bias(String name, int outputs) {
    return parameters.bias(name, outputs);
  }

  /** Fresh activations of a width. */
  public float[] activations(int width) {
    return new float[Math.multiplyExact(maxRows, width)];
  }
}
