package dev.tandem.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GainTest {
  private static List<TaskMetrics> seed(double auc, double loss, Map<String, Double> rating) {
    return List.of(
        new TaskMetrics("click", 10, 3, Map.of("auc", auc, "log_loss", loss)),
        new TaskMetrics("rating", 10, 0, rating));
  }

  @Test
  void between_isBetterWhereMoreOrLessIs() {
    List<Gain> gains =
        Gain.between(
            List.of(seed(0.5, 0.7, Map.of("rmse", 1.0)), seed(0.6, 0.7, Map.of("rmse", 1.2))),
            List.of(seed(0.7, 0.6, Map.of("rmse", 1.1)), seed(0.7, 0.6, Map.of("rmse", 1.3))));
    assertThat(gains)
        .extracting(Gain::task, Gain::metric)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("click", Metric.AUC),
            org.assertj.core.api.Assertions.tuple("click", Metric.LOG_LOSS),
            org.assertj.core.api.Assertions.tuple("rating", Metric.RMSE));
    assertThat(gains.get(0).baseline()).isCloseTo(0.55, within(1e-12));
    assertThat(gains.get(0).candidate()).isCloseTo(0.7, within(1e-12));
    assertThat(gains.get(0).gain().mean()).isCloseTo(0.15, within(1e-12));
    assertThat(gains.get(0).relative().getAsDouble()).isCloseTo(0.15 / 0.55, within(1e-12));
    assertThat(gains.get(1).gain().mean()).isCloseTo(0.1, within(1e-12));
    assertThat(gains.get(2).gain().mean()).isCloseTo(-0.1, within(1e-12));
  }

  @Test
  void between_metricThatASeedLacks_isLeftOut() {
    assertThat(
            Gain.between(
                List.of(seed(0.5, 0.7, Map.of()), seed(0.6, 0.7, Map.of("rmse", 1.2))),
                List.of(seed(0.7, 0.6, Map.of("rmse", 1.1)), seed(0.7, 0.6, Map.of("rmse", 1.3)))))
        .extracting(Gain::metric)
        .containsExactly(Metric.AUC, Metric.LOG_LOSS);
  }

  @Test
  void between_otherNumberOfSeeds_isRefused() {
    assertThatThrownBy(() -> Gain.between(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 seeds and 0");
  }
}
