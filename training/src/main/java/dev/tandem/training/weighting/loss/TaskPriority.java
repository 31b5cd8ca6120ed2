package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.training.weighting.EpochOutcome;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Dynamic task prioritisation (Guo et al., ECCV 2018): a task that is not yet good gets more. With
 * kappa a task's skill on the validation rows (see {@link EpochOutcome}), within [0.01, 0.99], and
 * {@code mean = smoothing kappa + (1 - smoothing) mean}, its factor is {@code -(1 - mean)^gamma ln
 * mean}; 1 in the first epoch. The focal loss within tasks is not part of this.
 *
 * <p>Settings {@code gamma}, absent: 1, and {@code smoothing}, 0.7; the paper gives no values.
 */
public final class TaskPriority implements Weighting {
  private static final double LEAST = 0.01;
  private static final double MOST = 0.99;

  private final double gamma;
  private final double smoothing;
  private final double[] means;

  private TaskPriority(int tasks, double gamma, double smoothing) {
    this.gamma = gamma;
    this.smoothing = smoothing;
    this.means = new double[tasks];
    Arrays.fill(means, Double.NaN);
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("dtp", List.of("gamma", "smoothing"));
    if (tasks.validationShare() == 0) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "training.validation_share",
                  "found 0, allowed: above 0 with the weighting dtp, which goes by validation")));
    }
    return new TaskPriority(
        tasks.size(),
        WeightingSettings.notNegative(options, "gamma", 1),
        WeightingSettings.share(options, "smoothing", 0.7));
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    for (int task = 0; task < means.length; task++) {
      double mean = means[task];
      factors[task] = Double.isNaN(mean) ? 1 : -Math.pow(1 - mean, gamma) * Math.log(mean);
    }
  }

  @Override
  public void epochEnded(EpochOutcome epoch) {
    for (int task = 0; task < means.length; task++) {
      if (epoch.skills().get(task).isPresent()) {
        double skill = epoch.skills().get(task).getAsDouble();
        double kappa = Math.max(LEAST, Math.min(MOST, skill));
        means[task] =
            Double.isNaN(means[task]) ? kappa : smoothing * kappa + (1 - smoothing) * means[task];
      }
    }
  }

  @Override
  public double[] memory() {
    return means.clone();
  }

  @Override
  public void remember(double[] memory) {
    System.arraycopy(memory, 0, means, 0, means.length);
  }
}
