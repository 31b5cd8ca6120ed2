package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.weighting.EpochOutcome;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingSettings;
import java.util.List;

/**
 * The schedule of PLE (Tang et al., RecSys 2020, eq. 10): a task's factor is {@code gamma ^ e} in
 * epoch e, counted from 0. The settings bear the names of tasks, and each is the task's gamma,
 * absent: 1.
 */
public final class EpochDecay implements Weighting {
  private final double[] gammas;
  private int epochs;

  private EpochDecay(double[] gammas) {
    this.gammas = gammas;
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    List<String> names = tasks.tasks().stream().map(Task::name).toList();
    options.requireKnown("decay", names);
    return new EpochDecay(
        names.stream().mapToDouble(name -> WeightingSettings.positive(options, name, 1)).toArray());
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    for (int task = 0; task < gammas.length; task++) {
      factors[task] = Math.pow(gammas[task], epochs);
    }
  }

  @Override
  public void epochEnded(EpochOutcome epoch) {
    epochs = epoch.epoch();
  }

  @Override
  public double[] memory() {
    return new double[] {epochs};
  }

  @Override
  public void remember(double[] memory) {
    epochs = (int) memory[0];
  }
}
