package dev.tandem.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final float NULL = Float.NaN;

  private static void close(TaskMetrics found, Map<String, Double> expected) {
    assertThat(found.values()).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(found.values().get(name)).as(name).isCloseTo(value, within(1e-6)));
  }

  @Test
  void ofLogits_countsInSpaceRowsOnly() {
    TaskMetrics metrics =
        TaskMetrics.ofLogits("click", new float[] {0, 0, 99}, new float[] {1, 0, NULL});
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.positives()).isEqualTo(1);
    assertThat(metrics.values()).containsEntry("auc", 0.5);
    assertThat(metrics.values().get("log_loss")).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void ofLogits_noRow_hasNoMetric() {
    assertThat(TaskMetrics.ofLogits("click", new float[1], new float[] {NULL}).values()).isEmpty();
  }

  @Test
  void ofLogits_oneClass_hasNoRankMetric() {
    assertThat(TaskMetrics.ofLogits("click", new float[] {1, -1}, new float[2]).values())
        .containsOnlyKeys("log_loss", "ece", "accuracy");
    assertThat(TaskMetrics.ofLogits("click", new float[] {1, -1}, new float[] {1, 1}).values())
        .doesNotContainKeys("auc", "normalised_entropy")
        .containsEntry("pr_auc", 1.0);
  }

  /** Computed by the definitions, once, in another language. */
  @Test
  void ofProbabilities_golden() {
    close(
        TaskMetrics.ofProbabilities(
            "click",
            new float[] {0.1f, 0.4f, 0.35f, 0.8f, 0.8f, 0.6f},
            new float[] {0, 0, 1, 1, 0, 1}),
        Map.of(
            "auc", 0.6111111,
            "pr_auc", 0.5888889,
            "log_loss", 0.6682359,
            "normalised_entropy", 0.9640606,
            "calibration", 3.05 / 3,
            "ece", (0.1 + 0.65 + 0.4 + 0.4 + 2 * 0.3) / 6,
            "f1", 2.0 / 3,
            "best_f1", 0.75,
            "accuracy", 2.0 / 3));
  }

  @Test
  void ofProbabilities_certainAndWrong_staysFinite() {
    assertThat(
            TaskMetrics.ofProbabilities("click", new float[] {0, 1}, new float[] {1, 0})
                .values()
                .get("log_loss"))
        .isCloseTo((-Math.log(1e-12) + 25 * Math.log(2)) / 2, within(1e-6));
  }

  @Test
  void ofValues_areInTheLabelsUnit() {
    TaskMetrics metrics =
        TaskMetrics.ofValues("rating", new float[] {4, 1, 5}, new float[] {1, 5, NULL});
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.values()).containsEntry("mae", 3.5).containsEntry("rmse", Math.sqrt(12.5));
    assertThat(metrics.values()).containsEntry("r2", 1 - 25 / 8.0);
  }

  @Test
  void ofValues_equalLabels_haveNoShareOfVariance() {
    assertThat(TaskMetrics.ofValues("rating", new float[2], new float[] {3, 3}).values())
        .containsOnlyKeys("mae", "rmse");
    assertThat(TaskMetrics.ofValues("rating", new float[1], new float[] {NULL}).values()).isEmpty();
  }

  @Test
  void ofSpend_golden() {
    TaskMetrics metrics =
        TaskMetrics.ofSpend(
            "spend",
            new float[] {1, 2, 4, 3},
            new float[] {0.5f, 0.5f, 0.5f, 0.25f},
            new float[] {0, 0, 10, 2});
    assertThat(metrics.positives()).isEqualTo(2);
    close(
        metrics,
        Map.of(
            "auc",
            0.25,
            "log_loss",
            Math.log(2) * 5 / 4,
            "calibration",
            10.0 / 12,
            "gini",
            1.0,
            "mae",
            2.5,
            "rmse",
            Math.sqrt((1 + 4 + 36 + 1) / 4.0)));
  }

  @Test
  void ofClasses_golden() {
    float[] probabilities = {0.7f, 0.2f, 0.1f, 0.2f, 0.3f, 0.5f, 0.1f, 0.8f, 0.1f, 1, 0, 0};
    TaskMetrics metrics =
        TaskMetrics.ofClasses(
            "stars",
            new float[] {2, 4, 5, 4},
            probabilities,
            new float[] {1, 5, 5, NULL},
            List.of(1.0, 3.0, 5.0));
    assertThat(metrics.rows()).isEqualTo(3);
    close(
        metrics,
        Map.of(
            "accuracy", 2.0 / 3,
            "log_loss", -(Math.log(0.7) + Math.log(0.5) + Math.log(0.1)) / 3,
            "quadratic_kappa", 0.8,
            "mae", 2.0 / 3,
            "rmse", Math.sqrt(2 / 3.0)));
  }

  @Test
  void with_undefined_isTheSame() {
    TaskMetrics metrics = TaskMetrics.ofLogits("click", new float[1], new float[1]);
    assertThat(metrics.with(Metric.GAUC, OptionalDouble.empty())).isEqualTo(metrics);
    assertThat(metrics.with(Metric.GAUC, OptionalDouble.of(0.75)).value(Metric.GAUC))
        .hasValue(0.75);
  }
}
