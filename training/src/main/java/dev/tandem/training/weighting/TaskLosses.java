package dev.tandem.training.weighting;

/** Each task's loss in one step: the mean over the batch's rows in the task's sample space. */
public final class TaskLosses {
  private final double[] weights;
  private final double[] losses;
  private final int[] rows;

  /** No losses yet of tasks with these declared weights. */
  public TaskLosses(double... weights) {
    this.weights = weights.clone();
    this.losses = new double[weights.length];
    this.rows = new int[weights.length];
  }

  /** Sets a task's loss over a number of rows. */
  public void set(int task, double loss, int inSpace) {
    losses[task] = loss;
    rows[task] = inSpace;
  }

  /** The number of tasks. */
  public int tasks() {
    return weights.length;
  }

  /** The weight that a task declares. */
  public double weight(int task) {
    return weights[task];
  }

  /** A task's loss without its weight; 0 without rows. */
  public double loss(int task) {
    return losses[task];
  }

  /** The number of the batch's rows in the task's sample space. */
  public int rows(int task) {
    return rows[task];
  }
}
