package dev.tandem.training.learner;

import static dev.tandem.training.learner.GradientProbe.SHOW_GRADIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.Funnels;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.SeparateTowers;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.rows.TrainingRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {
  private static final double PENALTY = 0.03;
  private static final double CALIBRATOR = 0.6;

  private static Architecture architecture(String name) {
    return switch (name) {
      case "aitm" -> new Aitm();
      case "shared_bottom" -> new SharedBottom();
      default -> new SeparateTowers();
    };
  }

  private static Learner learner(
      String name, TrainingRows rows, List<Task> tasks, Optimizer optimizer, int batch) {
    Map<String, List<String>> options = new HashMap<>();
    options.put("tower", List.of("6", "5"));
    if (name.equals("shared_bottom")) {
      options.put("bottom", List.of("7"));
    }
    return new Learner(
        new LearnerSettings(
            architecture(name), tasks, new Options(options), optimizer, batch, 2, PENALTY, 11),
        rows);
  }

  private static int[] range(int to) {
    return IntStream.range(0, to).toArray();
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    Map<String, Tensor> map = new HashMap<>();
    tensors.forEach(t -> map.put(t.name(), t));
    return map;
  }

  private static double calibrator(String name) {
    return name.equals("aitm") ? CALIBRATOR : 0;
  }

  /**
   * Moves the weights off their initial values, where biases and the embeddings of null are 0, to a
   * scale that makes every term of the loss matter.
   */
  private static void disturb(Learner learner) {
    Random random = new Random(5);
    List<Tensor> weights = learner.weights();
    for (Tensor tensor : weights) {
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] += (float) (0.2 * random.nextGaussian());
      }
    }
    learner.restore(weights);
  }

  @ParameterizedTest
  @CsvSource({
    "aitm, 60, 1",
    "aitm, 1100, 40",
    "aitm, 1, 2",
    "shared_bottom, 60, 1",
    "separate_towers, 60, 2"
  })
  void step_gradients_agreeWithFiniteDifferences(String name, int batch, int every) {
    List<Task> tasks = Funnels.tasks();
    TrainingRows rows = Funnels.rows(1500, 3, 4);
    try (Learner learner = learner(name, rows, tasks, SHOW_GRADIENT, batch)) {
      disturb(learner);
      List<Tensor> before = learner.weights();
      ReferenceModel reference =
          new ReferenceModel(name, tasks, rows, before, calibrator(name), PENALTY);
      double loss = learner.step(range(batch), 0, batch);
      assertThat(loss).isCloseTo(reference.loss(range(batch)), within(1e-5));
      Map<String, Tensor> gradients = byName(learner.weights());
      int checked = 0;
      for (Tensor tensor : before) {
        for (int i = checked % every; i < tensor.values().length; i += every) {
          check(reference, range(batch), tensor, i, gradients.get(tensor.name()).values()[i]);
          checked++;
        }
      }
      assertThat(checked).isGreaterThan(20);
    }
  }

  private static void check(
      ReferenceModel reference, int[] batch, Tensor before, int i, double gradient) {
    double[] weights = reference.weights.get(before.name());
    double old = weights[i];
    double h = 1e-6;
    weights[i] = old + h;
    double above = reference.loss(batch) + reference.penalty(batch);
    weights[i] = old - h;
    double below = reference.loss(batch) + reference.penalty(batch);
    weights[i] = old;
    double difference = (above - below) / (2 * h);
    // An embedding that the batch does not touch keeps its weight and has no gradient.
    boolean untouched = above == below && gradient == old;
    // Single precision: 2^-24 for each of some hundred additions, relative to the terms' size.
    assertThat(untouched || Math.abs(gradient - difference) < 2e-5 + 2e-4 * Math.abs(difference))
        .as("%s[%d]: %s, finite difference %s", before.name(), i, gradient, difference)
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aitm", "shared_bottom", "separate_towers"})
  void predict_agreesWithTheReference(String name) {
    List<Task> tasks = Funnels.tasks();
    TrainingRows rows = Funnels.rows(1500, 3, 4);
    try (Learner learner = learner(name, rows, tasks, new Adam(0.01, 0.9, 0.999, 1e-8), 64)) {
      disturb(learner);
      learner.step(range(64), 0, 64);
      ReferenceModel reference =
          new ReferenceModel(name, tasks, rows, learner.weights(), calibrator(name), PENALTY);
      float[][] outputs = learner.predict(0, 1200);
      for (int row = 0; row < 1200; row++) {
        double[] expected = reference.outputs(row);
        for (int task = 0; task < expected.length; task++) {
          assertThat((double) outputs[task][row]).isCloseTo(expected[task], within(1e-5));
        }
      }
    }
  }

  @Test
  void step_sameRowsTwice_haveTheLossAndGradientOfOnce() {
    // All terms are means, the calibrator's too: its strength must not grow with the batch.
    List<Task> tasks = Funnels.tasks();
    TrainingRows rows = Funnels.rows(400, 3, 4);
    int[] twice = IntStream.concat(IntStream.range(0, 50), IntStream.range(0, 50)).toArray();
    try (Learner once = learner("aitm", rows, tasks, SHOW_GRADIENT, 100);
        Learner doubled = learner("aitm", rows, tasks, SHOW_GRADIENT, 100)) {
      disturb(once);
      disturb(doubled);
      assertThat(doubled.step(twice, 0, 100)).isCloseTo(once.step(twice, 0, 50), within(1e-6));
      Map<String, Tensor> gradients = byName(doubled.weights());
      for (Tensor tensor : once.weights()) {
        assertThat(gradients.get(tensor.name()).values())
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(tensor.values());
      }
    }
  }

  @Test
  void step_noRowInATasksSpace_hasNoLossThere() {
    TrainingRows rows = Funnels.rows(400, 3, 4);
    int[] unrated = IntStream.range(0, 300).filter(r -> Float.isNaN(rows.target(3, r))).toArray();
    try (Learner learner = learner("aitm", rows, Funnels.tasks(), SHOW_GRADIENT, 32)) {
      assertThat(learner.step(unrated, 0, 32)).isFinite();
      Map<String, Tensor> gradients = byName(learner.weights());
      assertThat(gradients.get("tower.rating.0.weight").values()).containsOnly(0f);
      assertThat(gradients.get("head.rating.bias").values()).containsOnly(0f);
      assertThat(gradients.get("head.click.bias").values()[0]).isNotZero();
    }
  }

  @Test
  void step_sameSeed_givesTheSameBits() {
    TrainingRows rows = Funnels.rows(2000, 3, 4);
    assertThat(trained(rows)).isEqualTo(trained(rows));
  }

  private static List<Tensor> trained(TrainingRows rows) {
    try (Learner learner =
        learner("aitm", rows, Funnels.tasks(), new Adam(0.01, 0.9, 0.999, 1e-8), 256)) {
      for (int step = 0; step < 20; step++) {
        learner.step(range(1500), step * 50, 256);
      }
      return learner.weights();
    }
  }

  @Test
  void restore_givesThePredictionsBack() {
    TrainingRows rows = Funnels.rows(400, 3, 4);
    try (Learner learner =
        learner("aitm", rows, Funnels.tasks(), new Adam(0.01, 0.9, 0.999, 1e-8), 64)) {
      List<Tensor> weights = learner.weights();
      float[][] before = learner.predict(0, 100);
      learner.step(range(64), 0, 64);
      assertThat(learner.predict(0, 100)[0]).isNotEqualTo(before[0]);
      learner.restore(weights);
      assertThat(learner.predict(0, 100)[0]).isEqualTo(before[0]);
      assertThatThrownBy(() -> learner.restore(weights.subList(1, weights.size())))
          .hasMessageContaining("have no 'embedding.0.category_0' of");
    }
  }

  @Test
  void requireFinite_namesTheTensor() {
    TrainingRows rows = Funnels.rows(400, 3, 4);
    try (Learner learner = learner("aitm", rows, Funnels.tasks(), SHOW_GRADIENT, 64)) {
      List<Tensor> weights = learner.weights();
      byName(weights).get("tower.cart.0.weight").values()[3] = Float.NaN;
      learner.restore(weights);
      double loss = learner.step(range(64), 0, 64);
      assertThat(loss).isNaN();
      assertThatThrownBy(() -> learner.requireFinite(loss, 7))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("training diverged in epoch 7, step 1: the loss is NaN")
          .hasMessageContaining("lower optimizer.learning_rate");
    }
  }
}
