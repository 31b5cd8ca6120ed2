package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.TaskMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoppingScoreTest {
  private static final List<Task> TASKS =
      List.of(
          new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
          new Task("rating", Task.Kind.REGRESSION, "rating", 1, Optional.empty()));

  private static StoppingScore score(String... options) {
    return StoppingScore.of(TrainingSettings.from(Funnel.options(options)), TASKS);
  }

  private static List<TaskMetrics> metrics(Map<String, Double> click, Map<String, Double> rating) {
    return List.of(new TaskMetrics("click", 9, 0, click), new TaskMetrics("rating", 8, 0, rating));
  }

  @Test
  void of_noMetricDeclared_isTheMeanAucOrWhatThereIs() {
    Map<String, Double> rating = Map.of("rmse", 0.5);
    assertThat(score().of(metrics(Map.of("auc", 0.75, "log_loss", 0.6), rating))).isEqualTo(0.75);
    assertThat(score().of(metrics(Map.of("log_loss", 0.6), rating))).isEqualTo(-0.6);
    assertThat(score().of(metrics(Map.of(), rating))).isEqualTo(-0.5);
    assertThat(score().of(metrics(Map.of(), Map.of()))).isNaN();
  }

  @Test
  void of_metricOfOneTask_isHigherTheBetter() {
    List<TaskMetrics> metrics =
        metrics(Map.of("pr_auc", 0.3, "calibration", 1.2), Map.of("rmse", 0.5));
    assertThat(score("metric", "click.pr_auc").of(metrics)).isEqualTo(0.3);
    assertThat(score("metric", "rating.rmse").of(metrics)).isEqualTo(-0.5);
    assertThat(score("metric", "click.calibration").of(metrics)).isCloseTo(-0.2, within(1e-12));
  }

  @Test
  void of_unknown_saysWhatIsAllowed() {
    assertThatThrownBy(() -> score("metric", "rating.auc"))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "training.metric: found 'rating.auc', allowed: mean_auc, click.auc, click.gauc,"
                + " click.pr_auc, click.log_loss, click.normalised_entropy, click.calibration,"
                + " click.ece, click.f1, click.best_f1, click.accuracy, rating.rmse, rating.mae,"
                + " rating.r2");
  }

  @Test
  void of_groupedWithoutGroup_isRefused() {
    assertThatThrownBy(() -> score("metric", "click.gauc"))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("training.metric: found 'click.gauc', which needs training.group");
    assertThat(
            score("metric", "click.gauc", "group", "user_id")
                .of(metrics(Map.of("gauc", 0.7), Map.of())))
        .isEqualTo(0.7);
  }

  @Test
  void of_notDefinedForTheRows_isRefused() {
    assertThatThrownBy(() -> score("metric", "click.auc").of(metrics(Map.of(), Map.of())))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "training.metric: found 'click.auc', which is not defined for the 9 validation rows of"
                + " 'click', 0 of them positive");
  }
}
