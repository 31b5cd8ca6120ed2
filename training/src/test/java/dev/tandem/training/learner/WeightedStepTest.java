package dev.tandem.training.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.training.Funnels;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.optimizer.GradientClip;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.optimizer.SgdFactory;
import dev.tandem.training.weighting.GradientProducts;
import dev.tandem.training.weighting.GradientShares;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.WeightedTasks;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.gradient.AdaTask;
import dev.tandem.training.weighting.gradient.ConflictProjection;
import dev.tandem.training.weighting.loss.Fixed;
import dev.tandem.training.weighting.loss.Geometric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What weightings make of a step, against sums of the gradients of each task alone, which {@link
 * LearnerTest} holds against finite differences.
 */
class WeightedStepTest {
  private static final int TASKS = 4;
  private static final double[] ONES = {1, 1, 1, 1};
  private static final WeightedTasks FUNNEL = new WeightedTasks(Funnels.tasks(), 0.1, 7);

  /** Looks at gradients and gives each tensor and task a share of its own. */
  private static final class Shares implements Weighting {
    private final double[] factors;
    private GradientProducts products;

    Shares(double... factors) {
      this.factors = factors;
    }

    static double share(int tensor, int task) {
      return 1 + 0.3 * task - 0.1 * tensor;
    }

    @Override
    public Look look(long step) {
      return Look.GRADIENTS;
    }

    @Override
    public void weigh(long step, TaskLosses losses, double[] into) {
      System.arraycopy(factors, 0, into, 0, factors.length);
    }

    @Override
    public void combine(TaskLosses losses, GradientProducts found, GradientShares shares) {
      products = found;
      for (int tensor = 0; tensor < found.tensors(); tensor++) {
        for (int task = 0; task < factors.length; task++) {
          shares.set(tensor, task, share(tensor, task));
        }
      }
    }
  }

  private static boolean isOwn(String name) {
    return name.startsWith("tower.") || name.startsWith("head.");
  }

  /** The shared tensors in the order of their numbers: parameters, then tables. */
  private static List<String> shared(Map<String, double[]> gradients) {
    List<String> names =
        new java.util.ArrayList<>(
            gradients.keySet().stream()
                .filter(name -> !isOwn(name) && !name.startsWith("embedding."))
                .toList());
    gradients.keySet().stream().filter(name -> name.startsWith("embedding.")).forEach(names::add);
    return names;
  }

  private static void requireSame(Map<String, double[]> found, Map<String, double[]> expected) {
    expected.forEach(
        (name, gradient) ->
            assertThat(found.get(name)).as(name).containsExactly(gradient, within(3e-6)));
  }

  private static Map<String, double[]> sum(
      List<Map<String, double[]>> apart,
      java.util.function.ToDoubleBiFunction<String, Integer> share) {
    Map<String, double[]> sum = new java.util.LinkedHashMap<>();
    apart
        .get(0)
        .forEach(
            (name, first) -> {
              double[] total = new double[first.length];
              for (int part = 0; part < apart.size(); part++) {
                for (int i = 0; i < total.length; i++) {
                  total[i] += share.applyAsDouble(name, part) * apart.get(part).get(name)[i];
                }
              }
              sum.put(name, total);
            });
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"aitm, 40", "aitm, 1100", "shared_bottom, 1100", "shared_bottom, 1"})
  void step_sharesOfTasks_countAtSharedWeightsAlone(String architecture, int batch) {
    GradientProbe probe = new GradientProbe(architecture, batch);
    List<Map<String, double[]>> apart = probe.apart(TASKS);
    double[] factors = {1, 2, 0.5, 1};
    double[] weights = {1, 0.5, 1, 3};
    Shares weighting = new Shares(factors);
    Map<String, double[]> found = probe.gradient(weighting, weights);
    List<String> shared = shared(found);
    requireSame(
        found,
        sum(
            apart,
            (name, part) -> {
              if (part == TASKS) {
                return 1;
              }
              double share = isOwn(name) ? 1 : Shares.share(shared.indexOf(name), part);
              return share * factors[part] * weights[part];
            }));
    for (int tensor = 0; tensor < shared.size(); tensor++) {
      requireProducts(apart, shared.get(tensor), tensor, weighting, weights);
    }
    assertThat(shared.get(weighting.products.lastMatrix())).endsWith(".weight");
  }

  private static void requireProducts(
      List<Map<String, double[]>> apart,
      String name,
      int tensor,
      Shares weighting,
      double[] weights) {
    for (int i = 0; i < TASKS; i++) {
      for (int j = 0; j < TASKS; j++) {
        double product = 0;
        double size = 1e-7;
        for (int k = 0; k < apart.get(i).get(name).length; k++) {
          double term = apart.get(i).get(name)[k] * apart.get(j).get(name)[k];
          product += term;
          size += Math.abs(term);
        }
        double scale = weighting.factors[i] * weights[i] * weighting.factors[j] * weights[j];
        assertThat(weighting.products.of(tensor, i, j))
            .as("%s of tasks %d and %d", name, i, j)
            .isCloseTo(scale * product, within(1e-4 * scale * size));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"aitm, 300", "shared_bottom, 1100"})
  void step_pcgrad_projectsTheWholeSharedGradient(String architecture, int batch) {
    GradientProbe probe = new GradientProbe(architecture, batch);
    List<Map<String, double[]>> apart = probe.apart(2);
    WeightedTasks two = new WeightedTasks(Funnels.tasks().subList(0, 2), 0.1, 7);
    Map<String, double[]> found =
        probe.gradient(ConflictProjection.from(two, Options.none()), 1, 1);
    double[][] products = new double[2][2];
    for (String name : shared(found)) {
      for (int i = 0; i < 4; i++) {
        double[] a = apart.get(i / 2).get(name);
        double[] b = apart.get(i % 2).get(name);
        for (int k = 0; k < a.length; k++) {
          products[i / 2][i % 2] += a[k] * b[k];
        }
      }
    }
    double conflict = Math.min(0, products[0][1]);
    double[] shares = {1 - conflict / products[0][0], 1 - conflict / products[1][1], 1};
    requireSame(found, sum(apart, (name, part) -> isOwn(name) ? 1 : shares[part]));
  }

  @ParameterizedTest
  @CsvSource({"aitm, 40", "shared_bottom, 1100"})
  void step_geometric_isTheTrueGradient(String architecture, int batch) {
    GradientProbe probe = new GradientProbe(architecture, batch);
    double[] losses = new double[TASKS];
    double rest = 0;
    for (int task = 0; task <= TASKS; task++) {
      double[] one = new double[TASKS];
      if (task < TASKS) {
        one[task] = 1;
      }
      try (Learner learner = probe.learner(new Fixed(), GradientProbe.SHOW_GRADIENT, one)) {
        double loss = learner.step(probe.order(), 0, batch);
        if (task < TASKS) {
          losses[task] = loss;
        } else {
          rest = loss;
        }
      }
    }
    double mean = 1;
    for (int task = 0; task < TASKS; task++) {
      losses[task] -= rest;
      mean *= Math.pow(losses[task], 0.25);
    }
    double expected = mean + rest;
    double total = mean;
    Weighting geometric = Geometric.from(FUNNEL, Options.none());
    try (Learner learner = probe.learner(geometric, GradientProbe.SHOW_GRADIENT, ONES)) {
      assertThat(learner.step(probe.order(), 0, batch)).isCloseTo(expected, within(1e-6));
    }
    requireSame(
        probe.gradient(geometric, ONES),
        sum(
            probe.apart(TASKS),
            (name, part) -> part == TASKS ? 1 : total / (TASKS * losses[part])));
  }

  /**
   * The masks of dropout are the same in both forward passes, and the losses are of those masks.
   */
  @Test
  void step_lossesKnownBefore_changeNoBit() {
    List<List<Tensor>> weights = new java.util.ArrayList<>();
    for (Weighting.Look look :
        new Weighting.Look[] {Weighting.Look.NOTHING, Weighting.Look.LOSSES}) {
      Weighting ones =
          new Weighting() {
            @Override
            public Look look(long step) {
              return look;
            }

            @Override
            public void weigh(long step, TaskLosses losses, double[] factors) {
              Arrays.fill(factors, 1);
            }
          };
      Map<String, List<String>> options =
          Map.of("tower", List.of("6"), "bottom", List.of("7"), "dropout", List.of("0.4"));
      LearnerSettings settings =
          new LearnerSettings(
              new dev.tandem.training.architecture.SharedBottom(),
              Funnels.tasks(),
              new Options(options),
              new Adam(0.01, 0.9, 0.999, 1e-8),
              1100,
              2,
              0.0,
              3);
      try (Learner learner = new Learner(settings, GradientProbe.ROWS, ones)) {
        for (int step = 0; step < 3; step++) {
          learner.step(new GradientProbe("shared_bottom", 1100).order(), 0, 1100);
        }
        weights.add(learner.weights());
      }
    }
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
  }

  @Test
  void step_adataskOfOneTask_isAdamBitForBit() {
    GradientProbe probe =
        new GradientProbe("shared_bottom", 200, new Regularization(0.01, 0.02, GradientClip.NONE));
    Optimizer adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    WeightedTasks one = new WeightedTasks(Funnels.tasks().subList(0, 1), 0.1, 7);
    try (Learner plain = probe.learner(new Fixed(), adam, 1);
        Learner adatask = probe.learner(AdaTask.from(one, Options.none()), adam, 1)) {
      for (int step = 0; step < 20; step++) {
        assertThat(adatask.step(probe.order(), 0, 200))
            .isEqualTo(plain.step(probe.order(), 0, 200));
      }
      assertThat(adatask.weights()).isEqualTo(plain.weights());
    }
  }

  @Test
  void step_adatask_firstStepsAreTheSumOfEachTasksAdam() {
    GradientProbe probe = new GradientProbe("aitm", 300);
    List<Map<String, double[]>> apart = probe.apart(TASKS);
    Optimizer adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    try (Learner learner = probe.learner(AdaTask.from(FUNNEL, Options.none()), adam, ONES)) {
      List<Tensor> before = learner.weights();
      learner.step(probe.order(), 0, 300);
      Map<String, double[]> ordinary = sum(apart, (name, part) -> 1);
      List<Tensor> after = learner.weights();
      for (int t = 0; t < before.size(); t++) {
        String name = before.get(t).name();
        for (int i = 0; i < before.get(t).values().length; i++) {
          double moved = after.get(t).values()[i] - before.get(t).values()[i];
          double expected = 0;
          for (int task = 0; task < TASKS && !isOwn(name); task++) {
            double rest = apart.get(TASKS).get(name)[i] / TASKS;
            expected -= firstStep(apart.get(task).get(name)[i] + rest);
          }
          if (isOwn(name)) {
            expected = -firstStep(ordinary.get(name)[i]);
          }
          // Where a gradient is nearly 0 its sign, all that Adam's first step takes, is rounding.
          if (isClear(apart, name, i)) {
            assertThat(moved).as("%s[%d]", name, i).isCloseTo(expected, within(1e-5));
          }
        }
      }
    }
  }

  private static double firstStep(double gradient) {
    return 0.01 * gradient / (Math.abs(gradient) + 1e-8);
  }

  private static boolean isClear(List<Map<String, double[]>> apart, String name, int i) {
    double rest = apart.get(TASKS).get(name)[i] / TASKS;
    double total = 0;
    for (int task = 0; task < TASKS; task++) {
      double gradient = apart.get(task).get(name)[i] + rest;
      total += gradient;
      if (gradient != 0 && Math.abs(gradient) < 1e-4) {
        return false;
      }
    }
    return !isOwn(name) || total == 0 || Math.abs(total) > 1e-4;
  }

  @Test
  void step_adataskWithSgd_isThePlainSum() {
    GradientProbe probe =
        new GradientProbe("aitm", 300, new Regularization(0, 0, new GradientClip(0.3)));
    Optimizer sgd =
        new SgdFactory()
            .create(
                new Options(Map.of("momentum", List.of("0.9"), "learning_rate", List.of("0.05"))));
    try (Learner plain = probe.learner(new Fixed(), sgd, ONES);
        Learner adatask = probe.learner(AdaTask.from(FUNNEL, Options.none()), sgd, ONES)) {
      for (int step = 0; step < 10; step++) {
        plain.step(probe.order(), 0, 300);
        adatask.step(probe.order(), 0, 300);
      }
      for (int t = 0; t < plain.weights().size(); t++) {
        float[] expected = plain.weights().get(t).values();
        float[] found = adatask.weights().get(t).values();
        for (int i = 0; i < expected.length; i++) {
          assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
        }
      }
    }
  }

  private static double norm(Map<String, double[]> gradients) {
    double squares = 0;
    for (double[] gradient : gradients.values()) {
      squares += Arrays.stream(gradient).map(x -> x * x).sum();
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @CsvSource({"aitm, 1100, false", "shared_bottom, 200, true"})
  void step_longGradient_isShortened(String architecture, int batch, boolean apart) {
    Weighting weighting = apart ? new Shares(ONES) : new Fixed();
    Map<String, double[]> whole = new GradientProbe(architecture, batch).gradient(weighting, ONES);
    double norm = norm(whole);
    for (double bound : new double[] {norm / 4, norm * 1.01}) {
      GradientProbe clipped =
          new GradientProbe(architecture, batch, new Regularization(0, 0, new GradientClip(bound)));
      Map<String, double[]> found = clipped.gradient(weighting, ONES);
      assertThat(norm(found)).isCloseTo(Math.min(bound, norm), within(1e-5 * norm));
      requireSame(found, sum(List.of(whole), (name, part) -> Math.min(1, bound / norm)));
    }
  }

  @Test
  void step_l2_pullsMatricesAlone() {
    GradientProbe plain = new GradientProbe("aitm", 60);
    GradientProbe pulled =
        new GradientProbe("aitm", 60, new Regularization(0, 0.5, GradientClip.NONE));
    Map<String, double[]> before = plain.gradient(new Fixed(), ONES);
    Map<String, double[]> after = pulled.gradient(new Fixed(), ONES);
    try (Learner learner = plain.learner(new Fixed(), GradientProbe.SHOW_GRADIENT, ONES)) {
      for (Tensor tensor : learner.weights()) {
        boolean matrix =
            !tensor.name().startsWith("embedding.") && !tensor.name().endsWith(".bias");
        double[] expected = before.get(tensor.name()).clone();
        for (int i = 0; i < expected.length; i++) {
          expected[i] += matrix ? 0.5 * tensor.values()[i] : 0;
        }
        assertThat(after.get(tensor.name()))
            .as(tensor.name())
            .containsExactly(expected, within(1e-6));
      }
    }
  }

  @Test
  void taskGradients_areThoseByTheSharedWeights_andNothingIsLearnt() {
    GradientProbe probe = new GradientProbe("aitm", 300);
    List<Map<String, double[]>> apart = probe.apart(TASKS);
    double[] weights = {1, 2, 1, 0.5};
    try (Learner learner = probe.learner(new Fixed(), GradientProbe.SHOW_GRADIENT, weights)) {
      List<float[]> found = learner.taskGradients(probe.order(), 0, 300);
      assertThat(found).hasSize(TASKS);
      for (int i = 0; i < TASKS; i++) {
        for (int j = 0; j < TASKS; j++) {
          double product = 0;
          for (String name : shared(apart.get(0))) {
            for (int k = 0; k < apart.get(i).get(name).length; k++) {
              product += apart.get(i).get(name)[k] * apart.get(j).get(name)[k];
            }
          }
          double flat = 0;
          for (int k = 0; k < found.get(i).length; k++) {
            flat += (double) found.get(i)[k] * found.get(j)[k];
          }
          assertThat(flat).isCloseTo(weights[i] * weights[j] * product, within(1e-4));
        }
      }
      requireSame(probe.gradient(learner), probe.gradient(new Fixed(), weights));
    }
  }
}
