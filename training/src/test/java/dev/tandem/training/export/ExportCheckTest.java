package dev.tandem.training.export;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.Funnels;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.SeparateTowers;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.LearnerSettings;
import dev.tandem.training.learner.Predictions;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCheckTest {
  private static final List<Task> TASKS = Funnels.tasks();

  private static Learner learner(Architecture architecture, TrainingRows rows) {
    Learner learner =
        new Learner(
            new LearnerSettings(
                architecture, TASKS, Options.none(), new Adam(0.01, 0.9, 0.999, 1e-8), 64, 2, 0, 3),
            rows);
    int[] order = IntStream.range(0, rows.split().trainingRows()).toArray();
    for (int step = 0; step < 12; step++) {
      learner.step(order, step * 20, 64);
    }
    return learner;
  }

  private static Architecture architecture(String name) {
    return switch (name) {
      case "aitm" -> new Aitm();
      case "shared_bottom" -> new SharedBottom();
      default -> new SeparateTowers();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "aitm, 3, 4",
    "aitm, 0, 4",
    "aitm, 3, 0",
    "shared_bottom, 3, 4",
    "separate_towers, 1, 1"
  })
  void require_exportOfTheSameWeights_agrees(String name, int categories, int numbers) {
    TrainingRows rows = Funnels.rows(600, categories, numbers);
    try (Learner learner = learner(architecture(name), rows)) {
      byte[] onnx = NetworkExport.of(learner, rows, TASKS);
      ExportCheck check = new ExportCheck(TASKS, rows);
      for (int to : new int[] {1, 2, 600}) {
        Predictions expected = Predictions.of(learner, TASKS, rows, 0, to);
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
