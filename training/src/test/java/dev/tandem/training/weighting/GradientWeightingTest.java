package dev.tandem.training.weighting;

import static dev.tandem.training.weighting.Weightings.combined;
import static dev.tandem.training.weighting.Weightings.dot;
import static dev.tandem.training.weighting.Weightings.factors;
import static dev.tandem.training.weighting.Weightings.losses;
import static dev.tandem.training.weighting.Weightings.options;
import static dev.tandem.training.weighting.Weightings.products;
import static dev.tandem.training.weighting.Weightings.set;
import static dev.tandem.training.weighting.Weightings.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task.Kind;
import dev.tandem.training.weighting.gradient.ConflictProjection;
import dev.tandem.training.weighting.gradient.MetaBalance;
import dev.tandem.training.weighting.gradient.NormBalance;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GradientWeightingTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final WeightedTasks TWO = tasks(Kind.BINARY, Kind.BINARY);
  private static final WeightedTasks THREE = tasks(Kind.BINARY, Kind.BINARY, Kind.BINARY);

  private static double[] step(Weighting weighting, long step, double[][] gradients) {
    double[] ones = new double[gradients.length];
    java.util.Arrays.fill(ones, 1);
    GradientShares shares = new GradientShares(gradients.length, 1);
    TaskLosses losses = losses(ones);
    factors(weighting, step, losses);
    weighting.combine(losses, products(gradients), shares);
    return combined(shares, 0, gradients);
  }

  @Test
  void pcgrad_conflictingPair_isProjected() {
    Weighting weighting = ConflictProjection.from(TWO, Options.none());
    // g1.g2 = -2: g1 -> (2,0) + 2/2 (-1,1) = (1,1); g2 -> (-1,1) + 2/4 (2,0) = (0,1).
    assertThat(step(weighting, 1, new double[][] {{2, 0}, {-1, 1}}))
        .containsExactly(new double[] {1, 2}, EXACT);
    assertThat(step(weighting, 2, new double[][] {{2, 0}, {1, 1}}))
        .containsExactly(new double[] {3, 1}, EXACT);
    assertThat(step(weighting, 3, new double[][] {{0, 0}, {-1, 1}}))
        .containsExactly(new double[] {-1, 1}, EXACT);
  }

  @Test
  void pcgrad_three_takeARandomOrderOfTheOriginals() {
    double[][] gradients = {{1, 0.5, 0}, {-2, 1, 0.2}, {-1, -3, 1}};
    double[] first = pcgrad(gradients, new int[][] {{1, 2}, {0, 2}, {0, 1}});
    java.util.Set<java.util.List<Long>> found = new java.util.HashSet<>();
    boolean sawNaturalOrder = false;
    for (int step = 1; step <= 64; step++) {
      double[] sum = step(ConflictProjection.from(THREE, Options.none()), step, gradients);
      assertThat(step(ConflictProjection.from(THREE, Options.none()), step, gradients))
          .isEqualTo(sum);
      found.add(java.util.Arrays.stream(sum).mapToObj(x -> Math.round(x * 1e9)).toList());
      sawNaturalOrder |= Math.abs(sum[0] - first[0]) < 1e-9 && Math.abs(sum[1] - first[1]) < 1e-9;
    }
    // Each of the three has two orders, of which some give the same.
    assertThat(found.size()).isBetween(2, 8);
    assertThat(sawNaturalOrder).isTrue();
  }

  /** The algorithm on vectors, word by word. */
  private static double[] pcgrad(double[][] gradients, int[][] orders) {
    double[] sum = new double[gradients[0].length];
    for (int i = 0; i < gradients.length; i++) {
      double[] g = gradients[i].clone();
      for (int j : orders[i]) {
        double product = dot(g, gradients[j]);
        if (product < 0) {
          double share = product / dot(gradients[j], gradients[j]);
          for (int k = 0; k < g.length; k++) {
            g[k] -= share * gradients[j][k];
          }
        }
      }
      for (int k = 0; k < g.length; k++) {
        sum[k] += g[k];
      }
    }
    return sum;
  }

  @Test
  void pcgrad_target_keepsItsGradient() {
    Weighting weighting = ConflictProjection.from(TWO, options("target", "t1"));
    assertThat(step(weighting, 1, new double[][] {{2, 0}, {-1, 1}}))
        .containsExactly(new double[] {0, 2}, EXACT);
    assertThatThrownBy(() -> ConflictProjection.from(TWO, options("target", "buy")))
        .hasMessage("weighting.target: found buy, allowed: t0, t1");
  }

  @Test
  void metabalance_twoTensorsByHand() {
    Weighting weighting = MetaBalance.from(TWO, options("r", "0.5", "beta", "0.5", "target", "t0"));
    double[][] first = {{3, 4}, {0, 10}};
    double[][] second = {{2, 0}, {0, 1}};
    GradientShares shares = new GradientShares(2, 2);
    weighting.combine(losses(1, 1), products(first, second), shares);
    // m: 2.5 and 5; 1 and 0.5.
    assertThat(shares.of(0, 0)).isEqualTo(1);
    assertThat(shares.of(0, 1)).isCloseTo(0.5 * 0.5 + 0.5, EXACT);
    assertThat(shares.of(1, 1)).isCloseTo(2 * 0.5 + 0.5, within(1e-10));
    shares.reset();
    weighting.combine(losses(1, 1), products(second, second), shares);
    // m of the first tensor: (2.5 + 2) / 2 and (5 + 1) / 2.
    assertThat(shares.of(0, 1)).isCloseTo(2.25 / 3 * 0.5 + 0.5, within(1e-10));
    Weighting resumed = MetaBalance.from(TWO, options("r", "0.5", "beta", "0.5", "target", "t0"));
    resumed.remember(weighting.memory());
    assertThat(resumed.memory()).isEqualTo(weighting.memory());
  }

  @Test
  void metabalance_strategies_chooseByNorm() {
    double[][] large = {{3, 4}, {0, 10}};
    double[][] small = {{3, 4}, {0, 1}};
    double[][] none = {{3, 4}, {0, 0}};
    for (String strategy : new String[] {"a", "b", "c"}) {
      GradientShares shares = new GradientShares(2, 3);
      MetaBalance.from(TWO, options("r", "1", "strategy", strategy))
          .combine(losses(1, 1), products(large, small, none), shares);
      assertThat(shares.of(0, 1)).isCloseTo(strategy.equals("b") ? 1 : 0.5, within(1e-9));
      assertThat(shares.of(1, 1)).isCloseTo(strategy.equals("a") ? 1 : 5, within(1e-9));
      assertThat(shares.of(2, 1)).isFinite();
    }
  }

  @Test
  void gradnorm_oneStepByHand() {
    Weighting weighting = NormBalance.from(TWO, options("alpha", "1", "learning_rate", "0.1"));
    double[][] other = {{100, 100}, {100, 100}};
    double[][] last = {{3, 4}, {0, 1}};
    // The first step: both ratios are 1, so the target is the mean norm, 3.
    weighting.combine(losses(2, 4), products(other, last), new GradientShares(2, 2));
    // w: 1 - 0.1 * 5 and 1 + 0.1 * 1, of which the sum is to be 2.
    double[] expected = {0.5 * 2 / 1.6, 1.1 * 2 / 1.6};
    assertThat(factors(weighting, 2, losses(1, 1))).containsExactly(expected, EXACT);
    // The second: the losses have fallen to 1/2 and to 1; r is 2/3 and 4/3.
    double[][] scaled = {{3 * expected[0], 4 * expected[0]}, {0, expected[1]}};
    weighting.combine(losses(1, 4), products(other, scaled), new GradientShares(2, 2));
    double mean = (5 * expected[0] + expected[1]) / 2;
    assertThat(5 * expected[0]).isGreaterThan(mean * 2 / 3);
    assertThat(expected[1]).isLessThan(mean * 4 / 3);
    double one = expected[0] - 0.1 * 5;
    double two = expected[1] + 0.1 * 1;
    assertThat(factors(weighting, 3, losses(1, 1)))
        .containsExactly(new double[] {one * 2 / (one + two), two * 2 / (one + two)}, EXACT);
  }

  @Test
  void gradnorm_declaredWeights_areLeftOut() {
    Weighting plain = NormBalance.from(TWO, Options.none());
    Weighting weighted = NormBalance.from(TWO, Options.none());
    plain.combine(
        losses(2, 4), products(new double[][] {{3, 4}, {0, 1}}), new GradientShares(2, 1));
    weighted.combine(
        set(new TaskLosses(3, 0.5), 2, 4),
        products(new double[][] {{9, 12}, {0, 0.5}}),
        new GradientShares(2, 1));
    assertThat(weighted.memory()).containsExactly(plain.memory(), EXACT);
  }

  @Test
  void gradnorm_taskWithoutRows_keepsItsPlace() {
    Weighting weighting = NormBalance.from(THREE, options("every", "3", "norm", "all"));
    TaskLosses losses = losses(1, 1, 0);
    losses.set(2, 0, 0);
    weighting.combine(
        losses, products(new double[][] {{1, 0}, {1, 0}, {0, 0}}), new GradientShares(3, 1));
    assertThat(factors(weighting, 2, losses)).containsExactly(new double[] {1, 1, 1}, EXACT);
    assertThat(weighting.look(1)).isEqualTo(Weighting.Look.GRADIENTS);
    assertThat(weighting.look(2)).isEqualTo(Weighting.Look.NOTHING);
    assertThat(weighting.look(4)).isEqualTo(Weighting.Look.GRADIENTS);
  }

  @Test
  void create_wrongSettings_areRefused() {
    assertThatThrownBy(() -> NormBalance.from(TWO, options("norm", "first")))
        .hasMessage("weighting.norm: found first, allowed: last, all");
    assertThatThrownBy(() -> NormBalance.from(TWO, options("every", "0")))
        .hasMessage("weighting.every: found 0, allowed: 1 or more");
    assertThatThrownBy(() -> MetaBalance.from(TWO, options("r", "1.5")))
        .hasMessage("weighting.r: found 1.5, allowed: 0 to 1");
    assertThatThrownBy(() -> MetaBalance.from(TWO, options("strategy", "d")))
        .hasMessage("weighting.strategy: found d, allowed: a, b, c");
  }
}
