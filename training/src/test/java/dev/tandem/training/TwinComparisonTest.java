package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.rows.StoredRows;
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
                (name, number, all) -> {
                  begun.add(name + " " + number + " of " + all);
                  return ProgressListener.SILENT;
                });

    assertThat(begun)
        .hasSize(14)
        .startsWith("separate_towers of click 1 of 14", "separate_towers of cart 2 of 14")
        .contains("shared_bottom 7 of 14")
        .endsWith("separate_towers of steps 13 of 14", "shared_bottom 14 of 14");
    assertThat(comparison.seeds()).containsExactly(5L, 6L);
    assertThat(shop.bundle()).doesNotExist();
    Gain click = comparison.gain("click", Metric.AUC).orElseThrow();
    double first = auc(run, model);
    double second =
        auc(run, shop.project("shared_bottom", "epochs", "1", "seed", "6").model("ranker"));
    assertThat(click.gain().pairs()).isEqualTo(2);
    assertThat(click.candidate()).isEqualTo((first + second) / 2);
    assertThat(click.gain().mean()).isCloseTo(click.candidate() - click.baseline(), within(1e-12));
    // The twin of a task with a space is measured in it too.
    Gain steps = comparison.gain("steps", Metric.LOG_LOSS).orElseThrow();
    assertThat(steps.baseline()).isNotEqualTo(steps.candidate());
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

  @Test
  void alone_isATaskWithoutOthersAndItsOwnMetric() throws IOException {
    FunnelShop shop = FunnelShop.open(folder, 300);
    Model model =
        shop.project("shared_bottom", "epochs", "1", "metric", "click.log_loss").model("ranker");
    Task click = model.tasks().get(0);
    Task steps = model.tasks().get(5);

    SingleTaskTwin of = new SingleTaskTwin(model, click, "single_task");
    assertThat(of.alone().training()).isEqualTo(model.training());
    assertThat(of.alone().tasks()).containsExactly(click);
    SingleTaskTwin other = new SingleTaskTwin(model, steps, "single_task");
    assertThat(other.alone().training().values()).containsOnlyKeys("epochs");
    assertThat(other.alone().tasks().get(0).space()).isEmpty();

    Table table = shop.table();
    List<String> columns = List.of("label.steps", "number_0");
    other
        .rows(StoredRows.of(table))
        .forEachChunk(
            columns,
            chunk -> {
              assertThat(chunk.fields()).extracting(Field::name).isEqualTo(columns);
              for (int row = 0; row < table.rows(); row++) {
                assertThat(chunk.longs("label.steps").isNull(row))
                    .isEqualTo(table.longs("label.click").value(row) != 1);
              }
            });
    assertThat(table.longs("label.steps").isNull(0)).isFalse();
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
