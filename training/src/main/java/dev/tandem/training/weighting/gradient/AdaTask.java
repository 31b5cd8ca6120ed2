package dev.tandem.training.weighting.gradient;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import java.util.Arrays;
import java.util.List;

/**
 * AdaTask (Yang et al., AAAI 2023): at the shared weights every task has moments of its own, and a
 * step is the sum of what the optimizer would do for each task alone. The tasks' own weights take
 * the ordinary step. With Adam the shared step is up to T times as long as without, and a task's
 * declared weight has no effect on it. Has no setting.
 */
public final class AdaTask implements Weighting {
  private AdaTask() {}

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("adatask", List.of());
    return new AdaTask();
  }

  @Override
  public Look look(long step) {
    return Look.GRADIENTS;
  }

  @Override
  public boolean keepsMomentsByTask() {
    return true;
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    Arrays.fill(factors, 1);
  }
}
