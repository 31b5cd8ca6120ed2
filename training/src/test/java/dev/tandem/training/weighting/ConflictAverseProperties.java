package dev.tandem.training.weighting;

import static dev.tandem.training.weighting.Weightings.combined;
import static dev.tandem.training.weighting.Weightings.dot;
import static dev.tandem.training.weighting.Weightings.losses;
import static dev.tandem.training.weighting.Weightings.options;
import static dev.tandem.training.weighting.Weightings.products;
import static dev.tandem.training.weighting.Weightings.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Task.Kind;
import dev.tandem.training.weighting.gradient.ConflictAverse;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** CAGrad's direction against a search of the ball around the mean gradient. */
class ConflictAverseProperties {
  private static final int DIRECTIONS = 4000;

  @Property(tries = 60)
  void combine_noDirectionInTheBall_helpsTheWorstTaskMore(
      @ForAll @IntRange(min = 2, max = 4) int tasks, @ForAll long seed) {
    Random random = new Random(seed);
    double c = 0.5;
    double[][] gradients = new double[tasks][2];
    for (double[] gradient : gradients) {
      gradient[0] = random.nextGaussian();
      gradient[1] = random.nextGaussian() + 0.3;
    }
    double[] found = direction(gradients, c);
    double[] mean = new double[2];
    for (double[] gradient : gradients) {
      mean[0] += gradient[0] / tasks;
      mean[1] += gradient[1] / tasks;
    }
    double radius = c * Math.sqrt(dot(mean, mean));
    double distance = Math.hypot(found[0] - mean[0], found[1] - mean[1]);
    assertThat(distance).isLessThan(radius * (1 + 1e-6));
    double best = worst(gradients, mean);
    // On the boundary, where the greatest of a linear minimum is, unless it is flat inside.
    for (int i = 0; i < DIRECTIONS; i++) {
      double angle = 2 * Math.PI * i / DIRECTIONS;
      double[] tried = {mean[0] + radius * Math.cos(angle), mean[1] + radius * Math.sin(angle)};
      best = Math.max(best, worst(gradients, tried));
    }
    assertThat(worst(gradients, found)).isGreaterThan(best - 1e-5 * (1 + Math.abs(best)));
  }

  @Example
  void combine_gradientsAroundZero_helpsTheWorstTaskMost() {
    // Their hull has 0 in it, near which descent along the edges of the simplex gets stuck.
    combine_noDirectionInTheBall_helpsTheWorstTaskMore(4, -2030);
    combine_noDirectionInTheBall_helpsTheWorstTaskMore(4, -2051);
  }

  private static double worst(double[][] gradients, double[] direction) {
    double worst = Double.POSITIVE_INFINITY;
    for (double[] gradient : gradients) {
      worst = Math.min(worst, dot(gradient, direction));
    }
    return worst;
  }

  /** The direction before it is divided by 1 + c^2. */
  private static double[] direction(double[][] gradients, double c) {
    Kind[] kinds = new Kind[gradients.length];
    java.util.Arrays.fill(kinds, Kind.BINARY);
    GradientShares shares = new GradientShares(gradients.length, 1);
    ConflictAverse.from(tasks(kinds), options("c", String.valueOf(c)))
        .combine(losses(new double[gradients.length]), products(gradients), shares);
    double[] direction = combined(shares, 0, gradients);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= 1 + c * c;
    }
    return direction;
  }
}
