package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingSettings;
import java.util.List;

/**
 * Homoscedastic uncertainty (Kendall, Gal and Cipolla, CVPR 2018): with a trained {@code s = ln
 * sigma^2} of each task, its part in the total is its weight times {@code exp(-s) L + s / 2}, and
 * for a regression {@code exp(-s) L / 2 + s / 2}.
 *
 * <p>Every s begins at 0, follows its gradient by plain descent in the steps that have rows of the
 * task, and stays within ±7, so that a loss of nearly 0 does not get an endless factor. Setting
 * {@code learning_rate}, absent: 0.01.
 */
public final class Uncertainty implements Weighting {
  private static final double MOST = 7;

  private final double[] scales;
  private final double rate;
  private final double[] s;

  private Uncertainty(double[] scales, double rate) {
    this.scales = scales;
    this.rate = rate;
    this.s = new double[scales.length];
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("uncertainty", List.of("learning_rate"));
    tasks.requirePositiveLosses("uncertainty");
    double[] scales =
        tasks.tasks().stream()
            .mapToDouble(task -> task.kind() == Task.Kind.REGRESSION ? 0.5 : 1)
            .toArray();
    return new Uncertainty(scales, WeightingSettings.positive(options, "learning_rate", 0.01));
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    for (int task = 0; task < s.length; task++) {
      factors[task] = scales[task] * Math.exp(-s[task]);
    }
  }

  @Override
  public void stepped(long step, TaskLosses losses) {
    for (int task = 0; task < s.length; task++) {
      if (losses.rows(task) > 0) {
        double moved = s[task] - rate * losses.weight(task) * slope(task, losses.loss(task));
        s[task] = Math.max(-MOST, Math.min(MOST, moved));
      }
    }
  }

  /** The derivative of a task's part by its s, without the declared weight. */
  private double slope(int task, double loss) {
    return 0.5 - scales[task] * Math.exp(-s[task]) * loss;
  }

  @Override
  public double total(TaskLosses losses, double[] factors) {
    double total = 0;
    for (int task = 0; task < s.length; task++) {
      total += losses.weight(task) * (factors[task] * losses.loss(task) + s[task] / 2);
    }
    return total;
  }

  @Override
  public double[] memory() {
    return s.clone();
  }

  @Override
  public void remember(double[] memory) {
    System.arraycopy(memory, 0, s, 0, s.length);
  }
}
