package dev.tandem.training.weighting;

/**
 * The scalar products of the tasks' gradients, for each tensor of shared weights. A dense tensor
 * counts with all its weights; a table of embeddings with the rows that the batch touches, each
 * with the sum of its gradients in the batch.
 */
public final class GradientProducts {
  private final int tasks;
  private final int lastMatrix;
  private final double[][] byTensor;

  /**
   * Products that are all 0.
   *
   * @param lastMatrix the number of the last weight matrix that tasks share, or -1 if they share
   *     embeddings alone
   */
  public GradientProducts(int tasks, int tensors, int lastMatrix) {
    this.tasks = tasks;
    this.lastMatrix = lastMatrix;
    this.byTensor = new double[tensors][tasks * tasks];
  }

  /** The number of tensors. */
  public int tensors() {
    return byTensor.length;
  }

  /** The number of the last shared weight matrix, or -1 if tasks share embeddings alone. */
  public int lastMatrix() {
    return lastMatrix;
  }

  /** The products of a tensor, tasks x tasks; shared, and symmetric once it is filled. */
  public double[] ofTensor(int tensor) {
    return byTensor[tensor];
  }

  /** The product of two tasks' gradients by a tensor. */
  public double of(int tensor, int task, int other) {
    return byTensor[tensor][task * tasks + other];
  }

  /** The product of two tasks' gradients by all shared weights. */
  public double of(int task, int other) {
    double sum = 0;
    for (double[] products : byTensor) {
      sum += products[task * tasks + other];
    }
    return sum;
  }

  /** The products by all shared weights, tasks x tasks; a copy. */
  public double[][] whole() {
    double[][] whole = new double[tasks][tasks];
    for (int i = 0; i < tasks; i++) {
      for (int j = 0; j < tasks; j++) {
        whole[i][j] = of(i, j);
      }
    }
    return whole;
  }
}
