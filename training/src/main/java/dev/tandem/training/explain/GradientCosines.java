package dev.tandem.training.explain;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How far the tasks pull shared weights the same way: the cosine of the angle between the gradients
 * of two tasks' losses by those weights, as a mean over steps. 1: what helps one helps the other;
 * below 0: they are in conflict (Yu et al., PCGrad, NeurIPS 2020).
 *
 * <p>A step in which either gradient is 0, as when no row is in a task's sample space, says nothing
 * about that pair. Not thread-safe.
 */
public final class GradientCosines {
  private final int tasks;
  private final double[] sums;
  private final long[] steps;
  private final long[] conflicts;

  /** Nothing is known of so many tasks yet. */
  public GradientCosines(int tasks) {
    this.tasks = tasks;
    this.sums = new double[tasks * tasks];
    this.steps = new long[tasks * tasks];
    this.conflicts = new long[tasks * tasks];
  }

  /**
   * Adds what is known after a step, or a look at some rows.
   *
   * @param gradients for each task, that of its loss by the shared weights, all of one length
   */
  public void add(List<float[]> gradients) {
    if (gradients.size() != tasks) {
      throw new IllegalArgumentException(gradients.size() + " gradients of " + tasks + " tasks");
    }
    for (int i = 0; i < tasks; i++) {
      for (int j = 0; j < i; j++) {
        OptionalDouble cosine = Cosine.of(gradients.get(i), gradients.get(j));
        if (cosine.isPresent()) {
          count(i * tasks + j, cosine.getAsDouble());
          count(j * tasks + i, cosine.getAsDouble());
        }
      }
    }
  }

  private void count(int pair, double cosine) {
    sums[pair] += cosine;
    steps[pair]++;
    conflicts[pair] += cosine < 0 ? 1 : 0;
  }

  /** The mean cosine of two different tasks, or empty if no step said anything about them. */
  public OptionalDouble mean(int task, int other) {
    int pair = pair(task, other);
    return steps[pair] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[pair] / steps[pair]);
  }

  /** The share of steps in which two different tasks were in conflict, or empty as above. */
  public OptionalDouble conflictShare(int task, int other) {
    int pair = pair(task, other);
    return steps[pair] == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) conflicts[pair] / steps[pair]);
  }

  private int pair(int task, int other) {
    if (task == other) {
      throw new IllegalArgumentException("task " + task + " is compared with itself");
    }
    return task * tasks + other;
  }
}
