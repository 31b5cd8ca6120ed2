package dev.tandem.training.network;

import dev.tandem.training.blas.MatrixProduct;
import java.util.OptionalInt;

/**
 * What layers are built with: one row shard's replica of a network.
 *
 * @param parameters the weights, shared by the replicas
 * @param shard the number of this replica, whose gradients it adds to
 * @param maxRows the most rows of one pass, for which layers allocate their activations
 * @param product used by this replica alone
 * @param seed of the dropout masks
 * @param pass which forward pass this replica is in
 * @param task whose own layers these are; empty for layers that tasks share
 */
public record LayerContext(
    Parameters parameters,
    int shard,
    int maxRows,
    MatrixProduct product,
    long seed,
    ForwardPass pass,
    OptionalInt task) {

  /** A context of shared layers. */
  public LayerContext(
      Parameters parameters, int shard, int maxRows, MatrixProduct product, long seed) {
    this(parameters, shard, maxRows, product, seed, new ForwardPass(), OptionalInt.empty());
  }

  /** The same context for layers that belong to one task alone. */
  public LayerContext of(int ownTask) {
    return new LayerContext(
        parameters, shard, maxRows, product, seed, pass, OptionalInt.of(ownTask));
  }

  /** A weight matrix, see {@link Parameters#matrix}. */
  Parameter matrix(String name, int inputs, int outputs) {
    return parameters.matrix(name, inputs, outputs, task);
  }

  /** A bias vector, see {@link Parameters#bias}. */
  Parameter bias(String name, int outputs) {
    return parameters.bias(name, outputs, task);
  }

  /** Fresh activations of a width. */
  float[] activations(int width) {
    return new float[Math.multiplyExact(maxRows, width)];
  }
}
