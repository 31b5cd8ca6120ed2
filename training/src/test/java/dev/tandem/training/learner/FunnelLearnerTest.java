package dev.tandem.training.learner;

import static dev.tandem.training.learner.GradientProbe.SHOW_GRADIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.Funnels;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.funnel.Escm2;
import dev.tandem.training.architecture.funnel.Esm2;
import dev.tandem.training.architecture.funnel.Esmm;
import dev.tandem.training.architecture.funnel.Nmtr;
import dev.tandem.training.export.ExportCheck;
import dev.tandem.training.export.NetworkExport;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.rows.TrainingRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The funnel family against {@link FunnelReference}. */
class FunnelLearnerTest {
  private static final double PENALTY = 0.03;
  private static final double FACTOR = 0.7;

  /** Such that the inverse propensity of some rows is greater. */
  private static final double CLIP = 4;

  private static final Adam ADAM = new Adam(0.01, 0.9, 0.999, 1e-8);
  private static final List<Task> TASKS = Funnels.tasks();
  private static final TrainingRows ROWS = Funnels.rows(1500, 3, 4);

  private static Architecture architecture(String name) {
    return switch (name) {
      case "esmm" -> new Esmm();
      case "esm2" -> new Esm2();
      case "nmtr" -> new Nmtr();
      default -> new Escm2();
    };
  }

  private static Learner learner(String name, boolean bottom, Optimizer optimizer, int batch) {
    Map<String, List<String>> options = new HashMap<>();
    options.put("tower", List.of("6", "5"));
    if (bottom) {
      options.put("bottom", List.of("7"));
    }
    if (name.equals("nmtr")) {
      options.put("bias", List.of("category_1"));
    }
    if (name.startsWith("escm2")) {
      options.put("method", List.of(name.substring("escm2_".length())));
      options.put("counterfactual", List.of("" + FACTOR));
      options.put("clip", List.of("" + CLIP));
    }
    LearnerSettings settings =
        new LearnerSettings(
            architecture(name), TASKS, new Options(options), optimizer, batch, 2, PENALTY, 11);
    Learner learner = new Learner(settings, ROWS);
    Random random = new Random(5);
    disturb(learner, random, 0.2);
    return learner;
  }

  private static void disturb(Learner learner, Random random, double scale) {
    List<Tensor> weights = learner.weights();
    for (Tensor tensor : weights) {
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] += (float) (scale * random.nextGaussian());
      }
    }
    learner.restore(weights);
  }

  private static FunnelReference reference(String name, List<Tensor> weights) {
    return new FunnelReference(name, TASKS, ROWS, weights, FACTOR, CLIP, PENALTY);
  }

  private static int[] range(int to) {
    return IntStream.range(0, to).toArray();
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    return tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
  }

  @ParameterizedTest
  @CsvSource({
    "esmm, true, 30, 11",
    "esm2, false, 30, 11",
    "nmtr, false, 1, 3",
    "escm2_ips, false, 30, 5",
    "escm2_ips, true, 1, 3",
    "escm2_dr, true, 30, 5",
    "escm2_dr, false, 1100, 397",
    "escm2_dr, false, 1, 3"
  })
  void step_gradients_agreeWithFiniteDifferences(
      String name, boolean bottom, int batch, int every) {
    try (Learner learner = learner(name, bottom, SHOW_GRADIENT, batch)) {
      List<Tensor> before = learner.weights();
      FunnelReference reference = reference(name, before);
      int[] rows = range(batch);
      reference.freeze(rows);
      assertThat(learner.step(rows, 0, batch)).isCloseTo(reference.loss(rows), within(1e-5));
      Map<String, Tensor> gradients = byName(learner.weights());
      int checked = 0;
      for (Tensor tensor : before) {
        for (int i = checked % every; i < tensor.values().length; i += every) {
          check(reference, rows, tensor, i, gradients.get(tensor.name()).values()[i]);
          checked++;
        }
      }
      assertThat(checked).isGreaterThan(5);
    }
  }

  private static void check(
      FunnelReference reference, int[] batch, Tensor before, int i, double gradient) {
    double[] weights = reference.model.weights.get(before.name());
    double old = weights[i];
    double h = 1e-6;
    weights[i] = old + h;
    double above = reference.loss(batch) + reference.model.penalty(batch);
    weights[i] = old - h;
    double below = reference.loss(batch) + reference.model.penalty(batch);
    weights[i] = old;
    double difference = (above - below) / (2 * h);
    // An embedding that the batch does not touch keeps its weight and has no gradient.
    boolean untouched = above == below && gradient == old;
    assertThat(untouched || Math.abs(gradient - difference) < 2e-5 + 2e-4 * Math.abs(difference))
        .as("%s[%d]: %s, finite difference %s", before.name(), i, gradient, difference)
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"esmm", "esm2", "nmtr", "escm2_ips", "escm2_dr"})
  void predict_agreesWithTheReferenceAndTheExport(String name) {
    try (Learner learner = learner(name, true, ADAM, 64)) {
      learner.step(range(64), 0, 64);
      FunnelReference reference = reference(name, learner.weights());
      float[][] outputs = learner.predict(0, 700);
      for (int row = 0; row < 700; row++) {
        double[] expected = reference.outputs(row);
        for (int task = 0; task < expected.length; task++) {
          assertThat((double) outputs[task][row]).isCloseTo(expected[task], within(2e-5));
        }
      }
      byte[] onnx = NetworkExport.of(learner, ROWS, TASKS);
      Predictions predictions = Predictions.of(learner, TASKS, ROWS, 0, 700);
      assertThatCode(() -> new ExportCheck(TASKS, ROWS).require(onnx, predictions))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"esmm", "esm2", "escm2_dr"})
  void predict_wildWeights_aPurchaseIsNeverLikelierThanAClick(String name) {
    try (Learner learner = learner(name, false, ADAM, 64)) {
      for (double scale = 0.1; scale < 30; scale *= 3) {
        disturb(learner, new Random(8), scale);
        float[][] outputs = learner.predict(0, 1000);
        for (int row = 0; row < 1000; row++) {
          assertThat(outputs[2][row]).isFinite().isLessThanOrEqualTo(outputs[0][row]);
          assertThat(outputs[1][row]).isLessThanOrEqualTo(outputs[0][row]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"esmm", "esm2", "nmtr", "escm2_ips", "escm2_dr"})
  void step_wildWeights_lossAndGradientsAreFinite(String name) {
    try (Learner learner = learner(name, false, SHOW_GRADIENT, 64)) {
      disturb(learner, new Random(8), 5);
      assertThat(learner.step(range(64), 0, 64)).isFinite();
      for (Tensor tensor : learner.weights()) {
        for (float gradient : tensor.values()) {
          assertThat(gradient).isFinite();
        }
      }
    }
  }

  @Test
  void step_noClick_hasNoCounterfactualRisk() {
    int[] ignored =
        IntStream.range(0, 1200).filter(r -> ROWS.target(0, r) == 0).limit(64).toArray();
    try (Learner plain = learner("esmm", false, SHOW_GRADIENT, 64);
        Learner counterfactual = learner("escm2_ips", false, SHOW_GRADIENT, 64)) {
      assertThat(counterfactual.step(ignored, 0, 64)).isEqualTo(plain.step(ignored, 0, 64));
      assertThat(counterfactual.weights()).isEqualTo(plain.weights());
    }
  }

  @Test
  void step_noClickButAGuess_isFinite() {
    int[] ignored =
        IntStream.range(0, 1200).filter(r -> ROWS.target(0, r) == 0).limit(64).toArray();
    try (Learner learner = learner("escm2_dr", false, SHOW_GRADIENT, 64)) {
      assertThat(learner.step(ignored, 0, 64)).isFinite();
      float[] guess = byName(learner.weights()).get("head.purchase.imputed.bias").values();
      assertThat(guess[0]).isFinite().isNotZero();
    }
  }

  @Test
  void step_sameSeed_givesTheSameBits() {
    try (Learner one = learner("escm2_dr", true, ADAM, 64);
        Learner other = learner("escm2_dr", true, ADAM, 64)) {
      for (Learner learner : List.of(one, other)) {
        for (int step = 0; step < 10; step++) {
          learner.step(range(1000), step * 60, 64);
        }
      }
      assertThat(one.weights()).isEqualTo(other.weights());
    }
  }
}
