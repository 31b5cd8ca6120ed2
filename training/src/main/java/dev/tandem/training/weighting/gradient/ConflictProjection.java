package dev.tandem.training.weighting.gradient;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.random.KeyedRandom;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import java.util.Arrays;
import java.util.List;

/**
 * PCGrad (Yu et al., NeurIPS 2020): a task's gradient loses what runs against another's. For each
 * task i and every other j, in random order, {@code g_i <- g_i - (g_i . g_j / |g_j|^2) g_j} if
 * {@code g_i . g_j < 0}, with g_j always as it was at first; the step takes the sum of all g_i.
 *
 * <p>The gradients are those by all shared weights together, see {@link GradientProducts}. Setting
 * {@code target}: a task that keeps its gradient, while the others are projected on it alone;
 * absent: all on all.
 */
public final class ConflictProjection implements Weighting {
  private static final double LEAST_SQUARE = 1e-30;
  private static final int NONE = -1;

  private final int target;
  private final long seed;
  private long step;

  private ConflictProjection(int target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("pcgrad", List.of("target"));
    String target = options.text("target", "");
    return new ConflictProjection(
        target.isEmpty() ? NONE : tasks.number(target, "target"), tasks.seed());
  }

  @Override
  public Look look(long ofStep) {
    return Look.GRADIENTS;
  }

  @Override
  public void weigh(long ofStep, TaskLosses losses, double[] factors) {
    step = ofStep;
    Arrays.fill(factors, 1);
  }

  @Override
  public void combine(TaskLosses losses, GradientProducts products, GradientShares shares) {
    double[][] whole = products.whole();
    double[] sum = new double[whole.length];
    for (int task = 0; task < whole.length; task++) {
      double[] projected = project(task, whole);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += projected[j];
      }
    }
    for (int task = 0; task < sum.length; task++) {
      shares.set(task, sum[task]);
    }
  }

  /** A task's projected gradient as shares of the first gradients. */
  private double[] project(int task, double[][] products) {
    double[] shares = new double[products.length];
    shares[task] = 1;
    for (int other : others(task, products.length)) {
      double product = 0;
      for (int k = 0; k < shares.length; k++) {
        product += shares[k] * products[k][other];
      }
      if (product < 0 && products[other][other] > LEAST_SQUARE) {
        shares[other] -= product / products[other][other];
      }
    }
    return shares;
  }

  /** The tasks that a task's gradient is projected on, in their order in this step. */
  private int[] others(int task, int tasks) {
    if (target != NONE) {
      return task == target ? new int[0] : new int[] {target};
    }
    int[] others = new int[tasks - 1];
    long key = KeyedRandom.key(KeyedRandom.key(seed, step), task);
    for (int i = 0; i < others.length; i++) {
      int j = KeyedRandom.below(i + 1, key, i);
      others[i] = others[j];
      others[j] = i < task ? i : i + 1;
    }
    return others;
  }
}
