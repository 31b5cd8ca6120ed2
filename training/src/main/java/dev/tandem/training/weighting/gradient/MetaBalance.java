package dev.tandem.training.weighting.gradient;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * MetaBalance (He et al., WWW 2022): brings the gradients of auxiliary tasks near the norm of the
 * target task's, tensor by tensor. With {@code m = beta m + (1 - beta) |G|} for each tensor and
 * task, an auxiliary gradient counts {@code (m_target / m) r + (1 - r)} times.
 *
 * <p>A tensor is one shared weight matrix, bias or table of embeddings, of the last the touched
 * rows. Settings: {@code target}, absent: the first task; {@code r}, in [0, 1], 0.7; {@code beta},
 * 0.9; {@code strategy}: {@code a} only gradients with a larger m than the target's, {@code b} only
 * smaller ones, {@code c} both, absent: c.
 */
public final class MetaBalance implements Weighting {
  private static final double LEAST_NORM = 1e-12;

  /** Which auxiliary gradients are brought near the target's. */
  private enum Strategy {
    A,
    B,
    C;

    boolean acts(double target, double auxiliary) {
      return switch (this) {
        case A -> auxiliary > target;
        case B -> auxiliary < target;
        case C -> true;
      };
    }
  }

  private final int tasks;
  private final int target;
  private final double nearness;
  private final double beta;
  private final Strategy strategy;
  private double[] norms = {};

  private MetaBalance(int tasks, int target, double nearness, double beta, Strategy strategy) {
    this.tasks = tasks;
    this.target = target;
    this.nearness = nearness;
    this.beta = beta;
    this.strategy = strategy;
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("metabalance", List.of("target", "r", "beta", "strategy"));
    double nearness = WeightingSettings.notNegative(options, "r", 0.7);
    if (nearness > 1) {
      throw WeightingSettings.invalid("r", nearness, "0 to 1");
    }
    String strategy = options.text("strategy", "c");
    if (!List.of("a", "b", "c").contains(strategy)) {
      throw WeightingSettings.invalid("strategy", strategy, "a, b, c");
    }
    return new MetaBalance(
        tasks.size(),
        tasks.number(options.text("target", tasks.tasks().get(0).name()), "target"),
        nearness,
        WeightingSettings.belowOne(options, "beta", 0.9),
        Strategy.valueOf(strategy.toUpperCase(Locale.ROOT)));
  }

  @Override
  public Look look(long step) {
    return Look.GRADIENTS;
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] factors) {
    Arrays.fill(factors, 1);
  }

  @Override
  public void combine(TaskLosses losses, GradientProducts products, GradientShares shares) {
    if (norms.length == 0) {
      norms = new double[products.tensors() * tasks];
    }
    for (int tensor = 0; tensor < products.tensors(); tensor++) {
      int at = tensor * tasks;
      for (int task = 0; task < tasks; task++) {
        double norm = Math.sqrt(products.of(tensor, task, task));
        norms[at + task] = beta * norms[at + task] + (1 - beta) * norm;
      }
      for (int task = 0; task < tasks; task++) {
        double m = norms[at + task];
        if (task != target && strategy.acts(norms[at + target], m)) {
          double ratio = norms[at + target] / (m + LEAST_NORM);
          shares.set(tensor, task, ratio * nearness + 1 - nearness);
        }
      }
    }
  }

  @Override
  public double[] memory() {
    return norms.clone();
  }

  @Override
  public void remember(double[] memory) {
    norms = memory.clone();
  }
}
