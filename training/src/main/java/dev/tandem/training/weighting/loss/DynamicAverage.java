package dev.tandem.training.weighting.loss;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.weighting.EpochOutcome;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Dynamic weight average (Liu, Johns and Davison, CVPR 2019): with L(e) the mean loss of epoch e
 * and {@code rho = L(e - 1) / L(e - 2)}, the factors of epoch e are T times the softmax of {@code
 * rho / temperature}; in the first two epochs they are 1. A task whose loss falls slowly gets more.
 * Setting {@code temperature}, absent: 2.
 */
public final class DynamicAverage implements Weighting {
  private final double temperature;
  private final double[] last;
  private final double[] beforeLast;

  private DynamicAverage(int tasks, double temperature) {
    this.temperature = temperature;
    this.last = new double[tasks];
    this.beforeLast = new double[tasks];
    Arrays.fill(last, Double.NaN);
    Arrays.fill(beforeLast, Double.NaN);
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("dwa", List.of("temperature"));
    tasks.requirePositiveLosses("dwa");
    return new DynamicAverage(tasks.size(), WeightingSettings.positive(options, "temperature", 2));
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    double sum = 0;
    for (int task = 0; task < last.length; task++) {
      double ratio = last[task] / beforeLast[task];
      // Not finite before the third epoch, or without rows, or after a loss of 0.
      factors[task] = Math.exp((Double.isFinite(ratio) ? ratio : 1) / temperature);
      sum += factors[task];
    }
    for (int task = 0; task < last.length; task++) {
      factors[task] *= last.length / sum;
    }
  }

  @Override
  public void epochEnded(EpochOutcome epoch) {
    for (int task = 0; task < last.length; task++) {
      if (epoch.losses().get(task).isPresent()) {
        beforeLast[task] = last[task];
        last[task] = epoch.losses().get(task).getAsDouble();
      }
    }
  }

  @Override
  public double[] memory() {
    double[] memory = Arrays.copyOf(last, 2 * last.length);
    System.arraycopy(beforeLast, 0, memory, last.length, last.length);
    return memory;
  }

  @Override
  public void remember(double[] memory) {
    System.arraycopy(memory, 0, last, 0, last.length);
    System.arraycopy(memory, last.length, beforeLast, 0, last.length);
  }
}
