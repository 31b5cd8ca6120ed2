package dev.tandem.infra.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.search.ModelPart;
import dev.tandem.features.search.ModelSetting;
import dev.tandem.features.search.SearchRange;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import dev.tandem.features.search.SettingValue.Scalar;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import dev.tandem.training.tuning.TuningReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningPageTest {
  private static final ModelSetting RATE =
      new ModelSetting.OfPartSetting(ModelPart.OPTIMIZER, "learning_rate");
  private static final ModelSetting SIZE = new ModelSetting.OfTraining("batch_size");
  private static final SearchSpace SPACE =
      new SearchSpace(
          Optional.empty(),
          List.of(
              new Dimension(RATE, new SearchRange.Log(1e-4, 1e-2), 1),
              new Dimension(
                  SIZE,
                  new SearchRange.Choice(List.of(new Scalar("512"), new Scalar("1024"))),
                  2)));
  private static final Model MODEL =
      new Model(
          "ranker",
          "rows",
          List.of(),
          List.of(),
          new Choice("mmoe", Options.none()),
          new Choice("adam", Options.none()),
          Optional.empty(),
          Options.none());

  private static TrialResult result(int trial, int budget, Double... scores) {
    Map<String, String> settings =
        trial == Trial.DECLARED
            ? Map.of()
            : Map.of(RATE.path(), "0.00" + trial, SIZE.path(), "512");
    return new TrialResult(trial, settings, 1, budget, List.of(scores), scores.length, "", 2);
  }

  private static String page(TrialResult... results) {
    TuningReport found =
        new TuningReport(
            new Trial(results[0].trial(), results[0].settings(), MODEL),
            List.of(results),
            3,
            Path.of("trials.jsonl"));
    TrainingReport trained =
        new TrainingReport(
            "ranker",
            "mmoe",
            new SplitRows(80, 10, 10),
            List.of(new TaskMetrics("click", 10, 2, Map.of("auc", 0.8))),
            List.of(),
            1,
            Path.of("bundle"),
            Path.of("predictions"),
            Optional.empty(),
            3);
    byte[] html = new TuningPage(found, trained, SPACE, "optimizer: {name: adam}").toHtml();
    return new String(html, StandardCharsets.UTF_8).replaceAll("(?s)<script>.*?</script>", "");
  }

  @Test
  void page_ofASearch_showsEveryTrial() {
    TrialResult failed =
        new TrialResult(3, Map.of(RATE.path(), "1"), 1, 1, List.of(), 0, "<nan>", 1);
    assertThat(
            page(
                result(2, 3, .6, .7, .75),
                result(Trial.DECLARED, 3, .6, .65, .7),
                result(1, 1, .5),
                failed))
        .contains("the best trial gains +0.05000")
        .contains("<th scope=\"row\">the declared model</th>")
        .contains("<th scope=\"row\">trial 1</th>")
        .contains("&lt;nan&gt;")
        .contains("<figcaption>Score by optimizer.learning_rate</figcaption>")
        .contains("\"type\":\"log\"")
        .contains("\"data\":[\"512\",\"1024\"]")
        .contains("optimizer: {name: adam}")
        .contains("<td>as declared</td>");
  }

  @Test
  void page_declaredModelIsBest_saysSo() {
    assertThat(page(result(Trial.DECLARED, 3, .6, .7, .8), result(1, 1, .5)))
        .contains("No trial is better than the model as it is declared.")
        .doesNotContain("optimizer: {name: adam}");
  }
}
