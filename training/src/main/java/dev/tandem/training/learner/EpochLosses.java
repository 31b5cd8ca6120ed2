package dev.tandem.training.learner;

import dev.tandem.training.weighting.TaskLosses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The mean loss of each task over the rows of an epoch in its sample space. */
final class EpochLosses {
  private final double[] sums;
  private final double[] rows;

  EpochLosses(int tasks) {
    this.sums = new double[tasks];
    this.rows = new double[tasks];
  }

  void add(TaskLosses losses) {
    for (int task = 0; task < sums.length; task++) {
      sums[task] += losses.loss(task) * losses.rows(task);
      rows[task] += losses.rows(task);
    }
  }

  /** The means so far; empty for tasks without rows. */
  List<OptionalDouble> means() {
    List<OptionalDouble> means = new ArrayList<>();
    for (int task = 0; task < sums.length; task++) {
      means.add(
          rows[task] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[task] / rows[task]));
    }
    return means;
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(rows, 0);
  }

  /** A copy of what has been added: the sums, then the numbers of rows. */
  double[] memory() {
    double[] memory = Arrays.copyOf(sums, 2 * sums.length);
    System.arraycopy(rows, 0, memory, sums.length, sums.length);
    return memory;
  }

  void remember(double[] memory) {
    System.arraycopy(memory, 0, sums, 0, sums.length);
    System.arraycopy(memory, sums.length, rows, 0, sums.length);
  }
}
