package dev.tandem.training.export;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.Funnels;
import dev.tandem.training.TrainingModule;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.LearnerSettings;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportCheckTest {
  private static final List<Task> TASKS = Funnels.tasks();

  private static final Map<String, Architecture> ARCHITECTURES =
      Guice.createInjector(new TrainingModule())
          .getInstance(Key.get(new TypeLiteral<Map<String, Architecture>>() {}));

  private static Learner learner(Architecture architecture, TrainingRows rows) {
    return learner(architecture, rows, TASKS, Options.none());
  }

  private static Learner learner(
      Architecture architecture, TrainingRows rows, List<Task> tasks, Options options) {
    Learner learner =
        new Learner(
            new LearnerSettings(
                architecture, tasks, options, new Adam(0.01, 0.9, 0.999, 1e-8), 64, 2, 0, 3),
            rows);
    int[] order = IntStream.range(0, rows.split().trainingRows()).toArray();
    for (int step = 0; step < 12; step++) {
      learner.step(order, step * 20, 64);
    }
    return learner;
  }

  /** Every bound architecture; mose alone needs a sequence, which these rows do not have. */
  private static Stream<Arguments> networks() {
    return Stream.concat(
        Stream.of(
            Arguments.of("aitm", 0, 4), Arguments.of("aitm", 3, 0), Arguments.of("mmoe", 1, 1)),
        ARCHITECTURES.keySet().stream()
            .filter(name -> !name.equals("mose"))
            .map(name -> Arguments.of(name, 3, 4)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void require_exportOfTheSameWeights_agrees(String name, int categories, int numbers) {
    TrainingRows rows = Funnels.rows(600, categories, numbers);
    List<Task> tasks = name.equals("single_task") ? TASKS.subList(0, 1) : TASKS;
    Options options =
        name.equals("poso")
            ? new Options(Map.of("personal", List.of("number_0", "category_1")))
            : Options.none();
    try (Learner learner = learner(ARCHITECTURES.get(name), rows, tasks, options)) {
      byte[] onnx = NetworkExport.of(learner, rows, tasks);
      ExportCheck check = new ExportCheck(tasks, rows);
      for (int to : new int[] {1, 2, 600}) {
        Predictions expected = Predictions.of(learner, tasks, rows, 0, to);
        assertThatCode(() -> check.require(onnx, expected)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void require_everyChangedWeight_isRefused() {
    TrainingRows rows = Funnels.rows(600, 2, 2);
    try (Learner learner = learner(new Aitm(), rows)) {
      Predictions expected = Predictions.of(learner, TASKS, rows, 0, 400);
      List<Tensor> weights = learner.weights();
      ExportCheck check = new ExportCheck(TASKS, rows);
      for (Tensor tensor : weights) {
        float[] values = tensor.values();
        float[] old = values.clone();
        for (int i = 0; i < values.length; i++) {
          values[i] += 0.5f;
        }
        learner.restore(weights);
        byte[] onnx = NetworkExport.of(learner, rows, TASKS);
        System.arraycopy(old, 0, values, 0, old.length);
        assertThatThrownBy(() -> check.require(onnx, expected))
            .as(tensor.name())
            .isInstanceOf(ExportMismatchException.class)
            .hasMessageMatching(
                "the exported network gives .* for '\\w+' of row \\d+, the trainer .*; nothing is"
                    + " published");
      }
    }
  }

  @Test
  void require_notANumber_isRefused() {
    TrainingRows rows = Funnels.rows(600, 2, 2);
    try (Learner learner = learner(new Aitm(), rows)) {
      List<Tensor> weights = learner.weights();
      java.util.Arrays.fill(weights.get(0).values(), Float.NaN);
      learner.restore(weights);
      byte[] onnx = NetworkExport.of(learner, rows, TASKS);
      Predictions expected = Predictions.of(learner, TASKS, rows, 0, 10);
      assertThatThrownBy(() -> new ExportCheck(TASKS, rows).require(onnx, expected))
          .isInstanceOf(ExportMismatchException.class);
    }
  }

  @Test
  void require_bytesThatAreNoNetwork_isRefused() {
    TrainingRows rows = Funnels.rows(600, 2, 2);
    try (Learner learner = learner(new Aitm(), rows)) {
      Predictions expected = Predictions.of(learner, TASKS, rows, 0, 10);
      assertThatThrownBy(() -> new ExportCheck(TASKS, rows).require(new byte[] {1, 2, 3}, expected))
          .isInstanceOf(ExportMismatchException.class)
          .hasMessage("ONNX Runtime cannot run the exported network");
    }
  }
}
