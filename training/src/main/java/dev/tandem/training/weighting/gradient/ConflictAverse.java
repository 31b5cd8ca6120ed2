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

/**
 * CAGrad (Liu et al., NeurIPS 2021): of all directions d within {@code c |g0|} of the mean gradient
 * g0 the one that helps most where it helps least, that is with the greatest {@code min_t g_t . d}.
 * By duality it is {@code d = g0 + (c |g0| / |g_w|) g_w}, where {@code g_w = sum w_t g_t} and w of
 * the simplex minimises {@code g_w . g0 + c |g0| |g_w|}; the step takes {@code d / (1 + c^2)}.
 *
 * <p>The gradients are those by all shared weights together, see {@link GradientProducts}; note
 * that g0 is their mean, not their sum. Setting {@code c}, in [0, 1), absent: 0.5; 0 is the mean.
 */
public final class ConflictAverse implements Weighting {
  private static final double LEAST_LENGTH = 1e-15;

  private final double c;

  private ConflictAverse(double c) {
    this.c = c;
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("cagrad", List.of("c"));
    return new ConflictAverse(WeightingSettings.belowOne(options, "c", 0.5));
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
    double[][] whole = products.whole();
    SimplexDescent dual = new SimplexDescent(whole, radius(whole));
    double[] w = dual.minimise();
    double length = dual.length();
    double reach = length > LEAST_LENGTH ? radius(whole) / length : 0;
    for (int task = 0; task < w.length; task++) {
      shares.set(task, (1.0 / w.length + reach * w[task]) / (1 + c * c));
    }
  }

  /** {@code c |g0|}. */
  private double radius(double[][] products) {
    double sum = 0;
    for (double[] row : products) {
      sum += Arrays.stream(row).sum();
    }
    return c * Math.sqrt(Math.max(0, sum)) / products.length;
  }
}
