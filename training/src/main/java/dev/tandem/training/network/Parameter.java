package dev.tandem.training.network;

import dev.tandem.training.optimizer.WeightKind;
import java.util.OptionalInt;

/**
 * A matrix or vector of trainable weights with its gradient for each row shard.
 *
 * <p>All shards read the same {@link #values}; each adds to a gradient of its own, so that they
 * never write to the same memory.
 */
public final class Parameter {
  private final String name;
  private final int rows;
  private final int columns;
  private final float[] values;
  private final float[][] gradients;
  private final float[][] own;
  private final WeightKind kind;
  private final OptionalInt task;

  Parameter(String name, int rows, int columns, int shards, WeightKind kind, OptionalInt task) {
    this.name = name;
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    this.values = new float[rows * columns];
    this.own = new float[shards][rows * columns];
    this.gradients = own.clone();
    this.task = task;
  }

  /** The name, unique in a network. */
  public String name() {
    return name;
  }

  /** Whether it is a matrix or a bias. */
  public WeightKind kind() {
    return kind;
  }

  /** The task that alone has this weight; empty if tasks share it. */
  public OptionalInt task() {
    return task;
  }

  /** The length of the first dimension. */
  public int rows() {
    return rows;
  }

  /** The length of the second dimension. */
  public int columns() {
    return columns;
  }

  /** The weights, row-major; shared. */
  public float[] values() {
    return values;
  }

  /** The gradient that a shard adds to; shared. Ask for it in each backward pass. */
  public float[] gradient(int shard) {
    return gradients[shard];
  }

  /** Makes a shard add to another array of the same length, until {@link #collect}. */
  public void divert(int shard, float[] to) {
    gradients[shard] = to;
  }

  /** Makes a shard add to this parameter's own gradient again. */
  public void collect(int shard) {
    gradients[shard] = own[shard];
  }

  /**
   * Adds the gradients of all shards, in their order, to the first one's and makes the others 0.
   * The order decides the bits of the sum.
   */
  // Hot path: once per parameter and step.
  public float[] reduceGradients() {
    return reduce(own);
  }

  /** Adds the gradients of all shards as {@link #reduceGradients} does. */
  // Hot path: once per parameter and step.
  public static float[] reduce(float[][] gradients) {
    float[] sum = gradients[0];
    for (int shard = 1; shard < gradients.length; shard++) {
      float[] gradient = gradients[shard];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
        gradient[i] = 0;
      }
    }
    return sum;
  }
}
