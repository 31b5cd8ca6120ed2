package dev.tandem.training.weighting;

/**
 * How the tasks of one run become one step. It gives each task's loss a factor, on top of the
 * weight that the task declares, and may look at the tasks' gradients one by one. Has memory;
 * called from one thread.
 *
 * <p>In each step {@link #weigh} comes first, then, if it looks at gradients, {@link #combine}, and
 * {@link #stepped} last. A task without a row of its sample space in the batch has no loss and no
 * gradient there.
 */
public interface Weighting {

  /** What of a step is known before its gradient is made. */
  enum Look {
    /** Nothing: the factors follow from the steps before. One pass through the network. */
    NOTHING,
    /** The losses of the whole batch. A second forward pass if a shard has many rows. */
    LOSSES,
    /** The gradient of each task by the shared weights. One backward pass for each task. */
    GRADIENTS
  }

  /**
   * What it looks at in a step.
   *
   * @param step counted from 1
   */
  default Look look(long step) {
    return Look.NOTHING;
  }

  /** True if each task has moments of its own at the shared weights; it then looks at gradients. */
  default boolean keepsMomentsByTask() {
    return false;
  }

  /**
   * Writes the factor of each task's loss.
   *
   * @param losses of this step if it looks at {@link Look#LOSSES}, else not yet known
   */
  void weigh(long step, TaskLosses losses, double[] factors);

  /**
   * Decides what of each task's gradient counts at the shared weights.
   *
   * @param products of the gradients of the losses, with their declared weights and factors
   * @param shares all 1 at first
   */
  default void combine(TaskLosses losses, GradientProducts products, GradientShares shares) {}

  /** Is told the losses of a step when it is over. */
  default void stepped(long step, TaskLosses losses) {}

  /** Is told how an epoch went. */
  default void epochEnded(EpochOutcome epoch) {}

  /**
   * What is minimised, without the terms of the loss that belong to no task. It may fall below 0,
   * and means little where the factors change: early stopping does not look at it.
   */
  default double total(TaskLosses losses, double[] factors) {
    double total = 0;
    for (int task = 0; task < losses.tasks(); task++) {
      total += losses.weight(task) * factors[task] * losses.loss(task);
    }
    return total;
  }

  /** A copy of its memory, for a checkpoint; empty without any. */
  default double[] memory() {
    return new double[0];
  }

  /** Goes on from a copy of its memory. */
  default void remember(double[] memory) {}
}
