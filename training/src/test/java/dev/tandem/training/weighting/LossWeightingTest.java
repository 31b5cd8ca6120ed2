package dev.tandem.training.weighting;

import static dev.tandem.training.weighting.Weightings.factors;
import static dev.tandem.training.weighting.Weightings.losses;
import static dev.tandem.training.weighting.Weightings.options;
import static dev.tandem.training.weighting.Weightings.set;
import static dev.tandem.training.weighting.Weightings.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task.Kind;
import dev.tandem.training.weighting.loss.DynamicAverage;
import dev.tandem.training.weighting.loss.EpochDecay;
import dev.tandem.training.weighting.loss.Fixed;
import dev.tandem.training.weighting.loss.Geometric;
import dev.tandem.training.weighting.loss.RandomLoss;
import dev.tandem.training.weighting.loss.TaskPriority;
import dev.tandem.training.weighting.loss.Uncertainty;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LossWeightingTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** Losses that depend on one number, so that totals can be derived by it. */
  private static double[] lossesAt(double x) {
    return new double[] {0.3 + x * x, Math.exp(-x), 0.2 + Math.abs(Math.sin(3 * x))};
  }

  /** Holds the factors against the finite difference of the total. */
  private static void requireTrueDerivative(Weighting weighting, double... weights) {
    TaskLosses losses = set(new TaskLosses(weights), lossesAt(0.7));
    double[] factors = factors(weighting, 1, losses);
    double h = 1e-6;
    double slope = 0;
    for (int task = 0; task < weights.length; task++) {
      double lossSlope = (lossesAt(0.7 + h)[task] - lossesAt(0.7 - h)[task]) / (2 * h);
      slope += weights[task] * factors[task] * lossSlope;
    }
    double above = total(weighting, set(losses, lossesAt(0.7 + h)));
    double below = total(weighting, set(losses, lossesAt(0.7 - h)));
    assertThat(slope).isCloseTo((above - below) / (2 * h), within(1e-7));
  }

  private static double total(Weighting weighting, TaskLosses losses) {
    return weighting.total(losses, factors(weighting, 1, losses));
  }

  @Test
  void factors_areTheDerivativesOfTheTotal() {
    WeightedTasks tasks = tasks(Kind.BINARY, Kind.REGRESSION, Kind.MULTICLASS);
    Weighting uncertainty = Uncertainty.from(tasks, Options.none());
    uncertainty.remember(new double[] {0.4, -1.2, 2});
    for (Weighting weighting :
        List.of(new Fixed(), Geometric.from(tasks, Options.none()), uncertainty)) {
      requireTrueDerivative(weighting, 1, 1, 1);
      requireTrueDerivative(weighting, 0.5, 2, 3);
    }
  }

  @Test
  void uncertainty_isOfTheFormOfEachKind() {
    Weighting weighting = Uncertainty.from(tasks(Kind.BINARY, Kind.REGRESSION), Options.none());
    assertThat(factors(weighting, 1, losses(1, 1))).containsExactly(1, 0.5);
    weighting.remember(new double[] {Math.log(2), Math.log(4)});
    assertThat(factors(weighting, 1, losses(1, 1)))
        .containsExactly(new double[] {0.5, 0.125}, EXACT);
    assertThat(total(weighting, losses(3, 7)))
        .isCloseTo(3 * 0.5 + 7 * 0.125 + (Math.log(2) + Math.log(4)) / 2, EXACT);
  }

  @Test
  void uncertainty_followsTheDerivativeOfTheTotalByS() {
    Weighting weighting =
        Uncertainty.from(tasks(Kind.BINARY, Kind.REGRESSION), options("learning_rate", "0.1"));
    double[] before = {0.4, -0.3};
    TaskLosses losses = set(new TaskLosses(2, 0.5), 0.7, 1.9);
    weighting.remember(before);
    weighting.stepped(1, losses);
    double[] after = weighting.memory();
    double h = 1e-6;
    for (int task = 0; task < 2; task++) {
      double[] moved = before.clone();
      moved[task] += h;
      weighting.remember(moved);
      double above = total(weighting, losses);
      moved[task] -= 2 * h;
      weighting.remember(moved);
      double below = total(weighting, losses);
      assertThat((before[task] - after[task]) / 0.1)
          .isCloseTo((above - below) / (2 * h), within(1e-8));
    }
  }

  @Test
  void uncertainty_comesToItsMinimum_andKeepsSOfTasksWithoutRows() {
    Weighting weighting =
        Uncertainty.from(tasks(Kind.BINARY, Kind.REGRESSION), options("learning_rate", "0.1"));
    TaskLosses losses = losses(0.05, 3);
    losses.set(1, 0, 0);
    for (int step = 1; step < 2000; step++) {
      weighting.stepped(step, losses);
    }
    assertThat(weighting.memory()[0]).isCloseTo(Math.log(2 * 0.05), within(1e-6));
    assertThat(weighting.memory()[1]).isZero();
  }

  private static EpochOutcome outcome(int epoch, double... losses) {
    List<OptionalDouble> all = Arrays.stream(losses).mapToObj(OptionalDouble::of).toList();
    return new EpochOutcome(epoch, all, all);
  }

  @Test
  void dwa_isTheFormulaOfThePaper() {
    Weighting weighting = DynamicAverage.from(tasks(Kind.BINARY, Kind.BINARY), Options.none());
    assertThat(factors(weighting, 1, losses(1, 1))).containsExactly(new double[] {1, 1}, EXACT);
    weighting.epochEnded(outcome(1, 2, 2));
    assertThat(factors(weighting, 2, losses(1, 1))).containsExactly(new double[] {1, 1}, EXACT);
    weighting.epochEnded(outcome(2, 1, 1.8));
    double first = Math.exp(0.5 / 2);
    double second = Math.exp(0.9 / 2);
    double[] expected = {2 * first / (first + second), 2 * second / (first + second)};
    assertThat(factors(weighting, 3, losses(1, 1))).containsExactly(expected, EXACT);
    Weighting resumed = DynamicAverage.from(tasks(Kind.BINARY, Kind.BINARY), Options.none());
    resumed.remember(weighting.memory());
    assertThat(factors(resumed, 3, losses(1, 1))).isEqualTo(factors(weighting, 3, losses(1, 1)));
  }

  @Test
  void dtp_isTheFormulaOfThePaper() {
    Weighting weighting =
        TaskPriority.from(
            tasks(Kind.BINARY, Kind.BINARY), options("gamma", "2", "smoothing", "0.75"));
    assertThat(factors(weighting, 1, losses(1, 1))).containsExactly(1, 1);
    weighting.epochEnded(outcome(1, 0.4, 1.2));
    weighting.epochEnded(outcome(2, 0.8, -3));
    double one = 0.75 * 0.8 + 0.25 * 0.4;
    double other = 0.75 * 0.01 + 0.25 * 0.99;
    assertThat(factors(weighting, 2, losses(1, 1)))
        .containsExactly(
            new double[] {
              -(1 - one) * (1 - one) * Math.log(one), -(1 - other) * (1 - other) * Math.log(other)
            },
            EXACT);
  }

  @Test
  void dtp_withoutValidation_isRefused() {
    WeightedTasks tasks = new WeightedTasks(tasks(Kind.BINARY).tasks(), 0, 1);
    assertThatThrownBy(() -> TaskPriority.from(tasks, Options.none()))
        .hasMessage(
            "training.validation_share: found 0, allowed: above 0 with the weighting dtp, which"
                + " goes by validation");
  }

  @Test
  void geometric_isTheMeanOfTasksWithRows() {
    Weighting weighting =
        Geometric.from(tasks(Kind.BINARY, Kind.BINARY, Kind.BINARY), Options.none());
    TaskLosses losses = losses(0.5, 2, 7);
    losses.set(2, 0, 0);
    assertThat(total(weighting, losses)).isCloseTo(1, EXACT);
    assertThat(factors(weighting, 1, losses)).containsExactly(new double[] {1, 0.25, 0}, EXACT);
    assertThat(weighting.look(1)).isEqualTo(Weighting.Look.LOSSES);
    losses.set(0, 0, 0);
    losses.set(1, 0, 0);
    assertThat(total(weighting, losses)).isZero();
    assertThat(factors(weighting, 1, losses)).containsExactly(0, 0, 0);
  }

  @Test
  void random_isASoftmaxThatFollowsFromSeedAndStep() {
    WeightedTasks tasks = tasks(Kind.BINARY, Kind.BINARY);
    Weighting weighting = RandomLoss.from(tasks, Options.none());
    Weighting same = RandomLoss.from(tasks, Options.none());
    double sum = 0;
    for (int step = 1; step <= 2000; step++) {
      double[] factors = factors(weighting, step, losses(1, 1));
      assertThat(factors).isEqualTo(factors(same, step, losses(1, 1)));
      assertThat(factors[0] + factors[1]).isCloseTo(1, EXACT);
      sum += Math.log(factors[0] / factors[1]) / Math.sqrt(2);
    }
    assertThat(sum / 2000).isCloseTo(0, within(0.1));
    assertThat(factors(weighting, 1, losses(1, 1)))
        .isNotEqualTo(factors(weighting, 2, losses(1, 1)));
  }

  @Test
  void decay_isAPowerOfTheEpoch() {
    Weighting weighting = EpochDecay.from(tasks(Kind.BINARY, Kind.BINARY), options("t1", "0.5"));
    assertThat(factors(weighting, 1, losses(1, 1))).containsExactly(1, 1);
    weighting.epochEnded(outcome(1, 1, 1));
    weighting.epochEnded(outcome(2, 1, 1));
    assertThat(factors(weighting, 9, losses(1, 1))).containsExactly(1, 0.25);
  }

  @Test
  void create_wrongSettings_areRefused() {
    WeightedTasks tasks = tasks(Kind.BINARY, Kind.ZILN);
    assertThatThrownBy(() -> EpochDecay.from(tasks, options("t2", "0.5")))
        .hasMessage("t2: unknown setting of decay, allowed: t0, t1");
    assertThatThrownBy(() -> EpochDecay.from(tasks, options("t1", "0")))
        .hasMessage("weighting.t1: found 0.0, allowed: a number above 0");
    assertThatThrownBy(() -> Geometric.from(tasks, Options.none()))
        .hasMessage(
            "weighting.name: found geometric, allowed: one that does not go by the size of losses,"
                + " because that of 't1' (ziln) can be below 0");
    assertThatThrownBy(() -> TaskPriority.from(tasks, options("smoothing", "0")))
        .hasMessage("weighting.smoothing: found 0.0, allowed: above 0 up to 1");
  }
}
