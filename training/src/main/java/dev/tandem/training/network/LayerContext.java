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
 * @param task whose own layers these are; empty for layers that tasks share
 */
public record LayerContext(
    Parameters parameters,
    int shard,
    int maxRows,
    MatrixProduct product,
    long seed,
    OptionalInt task) {

  /** A context of shared layers. */
  public LayerContext(
      Parameters parameters, int shard, int maxRows, MatrixProduct product, long seed) {
    this(parameters, shard, maxRows, product, seed, OptionalInt.empty());
  }

  /** The same context for layers that belong to one task alone. */
  public LayerContext of(int ownTask) {
    return new LayerContext(parameters, shard, maxRows, product, seed, OptionalInt.of(ownTask));
  }

  /** A weight matrix, see {@link Parameters#matrix}. */
  public Parameter matrix(String name, int inputs, int outputs) {
    return parameters.matrix(name, inputs, outputs, task);
  }

  /** A bias vector, see {@link Parameters#bias}. */
  public Parameter bias(String name, int outputs) {
    return parameters.bias(name, outputs, task);
  }

  /**
   * Weights with initial values of the caller's choice.
   *
   * @param name unique in the network
   * @param initial rows x columns, row-major; copied if the weights are new
   */
  public Parameter weights(String name, int rows, int columns, float[] initial) {
    return parameters.initialised(name, rows, columns, initial, task);
  }

  /** Fresh activations of a width. */
  public float[] activations(int width) {
    return new float[Math.multiplyExact(maxRows, width)];
  }

  /**
   * Dropout whose masks no other has.
   *
   * @param name of the layer
   * @param size the most values of one pass
   */
  Dropout dropout(String name, double share, int size) {
    return new Dropout(share, seed * 31 + 31L * name.hashCode() + shard, size);
  }
}
