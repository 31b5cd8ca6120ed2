package dev.tandem.training.weighting;

import java.util.Arrays;

/** How much of each task's gradient counts, for each tensor of shared weights. */
public final class GradientShares {
  private final double[][] byTensor;

  /** Shares of 1. */
  public GradientShares(int tasks, int tensors) {
    this.byTensor = new double[tensors][tasks];
    reset();
  }

  /** Makes all shares 1. */
  public void reset() {
    for (double[] shares : byTensor) {
      Arrays.fill(shares, 1);
    }
  }

  /** Sets a task's share in one tensor. */
  public void set(int tensor, int task, double share) {
    byTensor[tensor][task] = share;
  }

  /** Sets a task's share in all tensors. */
  public void set(int task, double share) {
    for (double[] shares : byTensor) {
      shares[task] = share;
    }
  }

  /** A task's share in a tensor. */
  public double of(int tensor, int task) {
    return byTensor[tensor][task];
  }
}
