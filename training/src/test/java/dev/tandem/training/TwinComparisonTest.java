package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinComparisonTest {
  @TempDir private Path folder;

  @Test
  void run_trainsBothWithTheSameSeeds() throws IOException {
    FunnelShop shop = FunnelShop.open(folder, 1_500);
    Project project = shop.project("shared_bottom", "epochs", "1", "seed", "5");
    Model model = project.model("ranker");
    TrainingRun run = TrainingRun.of(project, "ranker", shop.trainingSet(), shop.bundle());
    List<String> begun = new ArrayList<>();

    Comparison comparison =
        TwinComparison.of(run, model, 2)
            .against("separate_towers")
            .run(
                (architecture, number, all) -> {
                  begun.add(architecture + " " + number + " of " + all);
                  return ProgressListener.SILENT;
                });

    assertThat(begun)
        .containsExactly(
            "separate_towers 1 of 4",
            "shared_bottom 2 of 4",
            "separate_towers 3 of 4",
            "shared_bottom 4 of 4");
    assertThat(comparison.seeds()).containsExactly(5L, 6L);
    assertThat(shop.bundle()).doesNotExist();
    Gain click = comparison.gain("click", Metric.AUC).orElseThrow();
    double first = auc(run, model);
    double second =
        auc(run, shop.project("shared_bottom", "epochs", "1", "seed", "6").model("ranker"));
    assertThat(click.gain().pairs()).isEqualTo(2);
    assertThat(click.candidate()).isEqualTo((first + second) / 2);
    assertThat(click.gain().mean()).isCloseTo(click.candidate() - click.baseline(), within(1e-12));
    Gain rating = comparison.gain("rating", Metric.RMSE).orElseThrow();
    assertThat(rating.gain().mean())
        .isCloseTo(rating.baseline() - rating.candidate(), within(1e-12));

    JsonNode json = new ObjectMapper().readTree(comparison.toJson());
    assertThat(json.path("baseline").asText()).isEqualTo("separate_towers");
    assertThat(json.path("mean_relative_gain").asDouble())
        .isEqualTo(comparison.meanRelativeGain().orElseThrow());
    assertThat(json.path("gains").path(0).path("p").asDouble())
        .isEqualTo(click.gain().probability().orElseThrow());
  }

  private static double auc(TrainingRun run, Model model) {
    return run.measure(model, ProgressListener.SILENT).get(0).value(Metric.AUC).orElseThrow();
  }

  @Test
  void of_noSeed_isRefused() throws IOException {
    FunnelShop shop = FunnelShop.open(folder, 30);
    Project project = shop.project("shared_bottom");
    TrainingRun run = TrainingRun.of(project, "ranker", shop.trainingSet(), shop.bundle());
    assertThatThrownBy(() -> TwinComparison.of(run, project.model("ranker"), 0))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("seeds: found 0, allowed: 1 or more");
  }
}
