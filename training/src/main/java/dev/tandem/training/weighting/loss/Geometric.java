package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import java.util.List;

/**
 * The geometric loss (Chennupati et al., CVPR Workshops 2019): the total is the geometric mean G of
 * the batch's losses, the declared weights being the exponents' shares: {@code G = prod L_t ^ (w_t
 * / sum w)}. The factors are its true derivatives, {@code G / (L_t sum w)}.
 *
 * <p>Tasks without rows in the batch are left out of the mean, and a loss counts as at least 1e-6.
 * Has no setting.
 */
public final class Geometric implements Weighting {
  private static final double LEAST = 1e-6;

  private Geometric() {}

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("geometric", List.of());
    tasks.requirePositiveLosses("geometric");
    return new Geometric();
  }

  @Override
  public Look look(long step) {
    return Look.LOSSES;
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    double weights = weights(losses);
    double mean = mean(losses, weights);
    for (int task = 0; task < factors.length; task++) {
      boolean moves = losses.rows(task) > 0 && losses.loss(task) > LEAST;
      factors[task] = moves ? mean / (losses.loss(task) * weights) : 0;
    }
  }

  @Override
  public double total(TaskLosses losses, double[] factors) {
    return mean(losses, weights(losses));
  }

  private static double weights(TaskLosses losses) {
    double sum = 0;
    for (int task = 0; task < losses.tasks(); task++) {
      sum += losses.rows(task) > 0 ? losses.weight(task) : 0;
    }
    return sum;
  }

  private static double mean(TaskLosses losses, double weights) {
    if (weights == 0) {
      return 0;
    }
    double logarithm = 0;
    for (int task = 0; task < losses.tasks(); task++) {
      if (losses.rows(task) > 0) {
        logarithm += losses.weight(task) * Math.log(Math.max(LEAST, losses.loss(task)));
      }
    }
    return Math.exp(logarithm / weights);
  }
}
