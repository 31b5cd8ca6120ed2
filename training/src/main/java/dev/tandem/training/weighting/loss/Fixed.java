package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import java.util.Arrays;
import java.util.List;

/** The sum of the losses with their declared weights. Has no setting. */
public final class Fixed implements Weighting {

  /** Has no state. */
  public Fixed() {}

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("fixed", List.of());
    return new Fixed();
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    Arrays.fill(factors, 1);
  }
}
