package dev.tandem.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final float NULL = Float.NaN;

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
  void ofValues_areInTheLabelsUnit() {
    TaskMetrics metrics =
        TaskMetrics.ofValues("rating", new float[] {4, 1, 5}, new float[] {1, 5, NULL});
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.values()).containsEntry("mae", 3.5).containsEntry("rmse", Math.sqrt(12.5));
  }
}
