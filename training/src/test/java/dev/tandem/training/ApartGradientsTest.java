package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.position.PositionTower;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.learner.LearnerSettings;
import dev.tandem.training.optimizer.GradientDescent;
import dev.tandem.training.optimizer.GradientDescent.Reach;
import dev.tandem.training.optimizer.LearningRate;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.rows.TrainingRows;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.loss.Fixed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In every architecture and encoder the gradients of the tasks, taken one by one, and of the terms
 * of the loss add up to the gradient that one pass gives.
 */
class ApartGradientsTest {
  private static final Map<String, Architecture> ARCHITECTURES =
      Guice.createInjector(new TrainingModule())
          .getInstance(Key.get(new TypeLiteral<Map<String, Architecture>>() {}));

  private static final class LooksAtGradients implements Weighting {
    @Override
    public Look look(long step) {
      return Look.GRADIENTS;
    }

    @Override
    public void weigh(long step, TaskLosses losses, double[] factors) {
      Arrays.fill(factors, 1);
    }
  }

  static Set<String> architectures() {
    return ARCHITECTURES.keySet();
  }

  private static Learner learner(
      String architecture, List<Task> tasks, Options options, TrainingRows rows, Weighting of) {
    return new Learner(
        new LearnerSettings(
            new PositionTower(ARCHITECTURES.get(architecture)),
            tasks,
            options,
            new GradientDescent(LearningRate.constant(0.5), 0, Reach.PLAIN),
            1100,
            2,
            0,
            3),
        rows,
        of);
  }

  private static void requireSameSteps(
      String architecture, List<Task> tasks, Options options, TrainingRows rows) {
    // More than a block for each shard, but for the slowest.
    int count = architecture.equals("mose") ? 200 : 1100;
    int[] order = IntStream.range(0, count).toArray();
    try (Learner whole = learner(architecture, tasks, options, rows, new Fixed());
        Learner apart = learner(architecture, tasks, options, rows, new LooksAtGradients())) {
      List<Tensor> before = whole.weights();
      for (int step = 0; step < 2; step++) {
        assertThat(apart.step(order, 0, count))
            .isCloseTo(whole.step(order, 0, count), within(1e-5));
      }
      List<Tensor> expected = whole.weights();
      List<Tensor> found = apart.weights();
      assertThat(expected).isNotEqualTo(before);
      for (int t = 0; t < expected.size(); t++) {
        for (int i = 0; i < expected.get(t).values().length; i++) {
          assertThat(found.get(t).values()[i])
              .as("%s[%d]", expected.get(t).name(), i)
              .isCloseTo(expected.get(t).values()[i], within(2e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void step_everyArchitecture_isTheSumOfItsTasks(String architecture) {
    if (architecture.equals("mose")) {
      step_everyEncoder_isTheSumOfTheTasks(architecture, "flat");
      return;
    }
    List<Task> tasks = Funnel.tasks();
    Options options =
        architecture.equals("poso")
            ? Funnel.options("personal", "number_0", "dropout", "0.2")
            : architecture.equals("escm2") ? Funnel.options("method", "dr") : Options.none();
    requireSameSteps(
        architecture,
        architecture.equals("single_task") ? tasks.subList(0, 1) : tasks,
        options,
        Funnels.rows(1500, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aitm", "esmm", "adversarial"})
  void step_positionTower_isTheSumOfItsTasks(String architecture) {
    requireSameSteps(
        architecture,
        Funnel.tasks(),
        Funnel.options("position", "number_1"),
        Funnels.rows(1500, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({"shared_bottom, din", "mmoe, gru", "aitm, lstm", "shared_bottom, flat"})
  void step_everyEncoder_isTheSumOfTheTasks(String architecture, String encoder) {
    List<Task> tasks =
        List.of(
            new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
            new Task("again", Task.Kind.BINARY, "click", 2, Optional.of("click")));
    TrainingRows rows =
        TrainingRows.of(
            StoredRows.of(Histories.table(1500, 5)),
            Histories.LAYOUT,
            Histories.inputs(encoder),
            tasks,
            0.1,
            0.1);
    requireSameSteps(architecture, tasks, Options.none(), rows);
  }
}
