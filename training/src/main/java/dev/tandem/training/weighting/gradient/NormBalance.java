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
 * GradNorm (Chen et al., ICML 2018): factors w that bring the tasks' gradients to norms that fit
 * the tasks' progress. With {@code G_t = ||grad w_t L_t||} at the last shared weight matrix, {@code
 * r_t} the loss of a step over that of the task's first step, divided by the mean of that over
 * tasks, each w takes one step of descent on {@code sum |G_t - mean(G) r_t^alpha|}, whose targets
 * count as constants. The w are kept above 0 and sum to T.
 *
 * <p>Declared weights do not enter G; they multiply what comes out. Settings: {@code alpha},
 * absent: 1.5; {@code learning_rate}, 0.025; {@code every}, 1: only every so many steps the norms
 * are taken, which costs a backward pass for each task; {@code norm}: {@code last} for the last
 * shared matrix (all shared weights if tasks share embeddings alone), or {@code all} for all shared
 * weights.
 */
public final class NormBalance implements Weighting {
  private static final double LEAST_FACTOR = 1e-3;

  private final double alpha;
  private final double rate;
  private final int every;
  private final boolean lastMatrixOnly;
  private final double[] factors;
  private final double[] first;

  private NormBalance(int tasks, double alpha, double rate, int every, boolean lastMatrixOnly) {
    this.alpha = alpha;
    this.rate = rate;
    this.every = every;
    this.lastMatrixOnly = lastMatrixOnly;
    this.factors = new double[tasks];
    this.first = new double[tasks];
    Arrays.fill(factors, 1);
    Arrays.fill(first, Double.NaN);
  }

  /** Reads the settings. */
  public static Weighting from(WeightedTasks tasks, Options options) {
    options.requireKnown("gradnorm", List.of("alpha", "learning_rate", "every", "norm"));
    tasks.requirePositiveLosses("gradnorm");
    String norm = options.text("norm", "last");
    if (!List.of("last", "all").contains(norm)) {
      throw WeightingSettings.invalid("norm", norm, "last, all");
    }
    return new NormBalance(
        tasks.size(),
        WeightingSettings.notNegative(options, "alpha", 1.5),
        WeightingSettings.positive(options, "learning_rate", 0.025),
        WeightingSettings.count(options, "every", 1),
        norm.equals("last"));
  }

  @Override
  public Look look(long step) {
    return (step - 1) % every == 0 ? Look.GRADIENTS : Look.NOTHING;
  }

  @Override
  public void weigh(long step, TaskLosses losses, double[] into) {
    System.arraycopy(factors, 0, into, 0, factors.length);
  }

  @Override
  public void combine(TaskLosses losses, GradientProducts products, GradientShares shares) {
    double[] norms = new double[factors.length];
    double[] progress = new double[factors.length];
    double meanNorm = 0;
    double meanProgress = 0;
    int present = 0;
    for (int task = 0; task < factors.length; task++) {
      if (losses.rows(task) > 0 && losses.weight(task) > 0) {
        first[task] = Double.isNaN(first[task]) ? losses.loss(task) : first[task];
        norms[task] = norm(products, task) / losses.weight(task);
        progress[task] = first[task] > 0 ? losses.loss(task) / first[task] : 1;
        meanNorm += norms[task];
        meanProgress += progress[task];
        present++;
      }
    }
    for (int task = 0; task < factors.length; task++) {
      if (losses.rows(task) > 0 && meanProgress > 0) {
        double pace = progress[task] * present / meanProgress;
        descend(task, norms[task], meanNorm / present * Math.pow(pace, alpha));
      }
    }
    normalise();
  }

  private double norm(GradientProducts products, int task) {
    boolean last = lastMatrixOnly && products.lastMatrix() >= 0;
    return Math.sqrt(
        last ? products.of(products.lastMatrix(), task, task) : products.of(task, task));
  }

  /** The norm is the factor times a constant, so that constant is its slope. */
  private void descend(int task, double norm, double target) {
    double slope = Math.signum(norm - target) * norm / factors[task];
    factors[task] = Math.max(LEAST_FACTOR, factors[task] - rate * slope);
  }

  private void normalise() {
    double sum = Arrays.stream(factors).sum();
    for (int task = 0; task < factors.length; task++) {
      factors[task] *= factors.length / sum;
    }
  }

  @Override
  public double[] memory() {
    double[] memory = Arrays.copyOf(factors, 2 * factors.length);
    System.arraycopy(first, 0, memory, factors.length, factors.length);
    return memory;
  }

  @Override
  public void remember(double[] memory) {
    System.arraycopy(memory, 0, factors, 0, factors.length);
    System.arraycopy(memory, factors.length, first, 0, factors.length);
  }
}
