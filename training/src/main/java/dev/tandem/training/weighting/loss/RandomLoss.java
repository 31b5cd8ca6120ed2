package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.random.KeyedRandom;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import java.util.List;

/**
 * Random loss weighting (Lin et al., TMLR 2022): the factors of each step are the softmax of
 * standard normal numbers. What another weighting should beat. Has no setting.
 */
public final class RandomLoss implements Weighting {
  private final long seed;

  private RandomLoss(long seed) {
    this.seed = seed;
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("random", List.of());
    return new RandomLoss(tasks.seed());
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    long key = KeyedRandom.key(seed, step);
    double sum = 0;
    for (int task = 0; task < factors.length; task++) {
      factors[task] = Math.exp(KeyedRandom.normal(key, task));
      sum += factors[task];
    }
    for (int task = 0; task < factors.length; task++) {
      factors[task] /= sum;
    }
  }
}
