package dev.tandem.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.FunnelShop;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.metric.Auc;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleEvaluationTest {
  @TempDir private static Path folder;

  private static FunnelShop shop;
  private static TrainingReport trained;
  private static ModelBundle bundle;
  private static LocalDataset rows;

  @BeforeAll
  static void train() throws IOException {
    shop = FunnelShop.open(folder, 3_000);
    trained = shop.train("aitm", "epochs", "2", "batch_size", "256", "group", "category_1");
    bundle = ModelBundle.open(shop.bundle());
    rows = LocalDataset.openLatest(shop.trainingSet()).orElseThrow();
  }

  private static TaskMetrics metrics(Evaluation evaluation, String title) {
    return evaluation.tasks().stream()
        .filter(task -> task.title().equals(title))
        .findFirst()
        .orElseThrow()
        .metrics();
  }

  @Test
  void run_onTheTestRows_measuresWhatTheTrainingMeasured() {
    Evaluation evaluation = BundleEvaluation.of(bundle, rows).groupedBy("category_1").run();
    assertThat(evaluation.rows()).isEqualTo(trained.rows().test());
    for (TaskMetrics expected : trained.test()) {
      TaskMetrics found = metrics(evaluation, expected.task());
      assertThat(found.rows()).isEqualTo(expected.rows());
      assertThat(found.positives()).isEqualTo(expected.positives());
      assertThat(found.values()).containsOnlyKeys(expected.values().keySet());
      expected
          .values()
          .forEach(
              (name, value) ->
                  assertThat(found.values().get(name))
                      .as(expected.task() + "." + name)
                      .isCloseTo(value, within(1e-4 * Math.max(1, Math.abs(value)))));
    }
    assertThat(metrics(evaluation, "click").value(Metric.GAUC)).isPresent();
  }

  @Test
  void run_taskAfterAnother_isMeasuredGivenIt() throws IOException {
    Evaluation evaluation = BundleEvaluation.of(bundle, rows).run();
    Table predictions = LocalDataset.openLatest(trained.predictions()).orElseThrow().read();
    int[] carts =
        IntStream.range(0, predictions.rows())
            .filter(row -> predictions.longs("label.cart").value(row) == 1)
            .toArray();
    float[] conditional = new float[carts.length];
    float[] labels = new float[carts.length];
    for (int i = 0; i < carts.length; i++) {
      conditional[i] =
          (float)
              Math.min(
                  1,
                  predictions.doubles("p.purchase").value(carts[i])
                      / predictions.doubles("p.cart").value(carts[i]));
      labels[i] = predictions.longs("label.purchase").value(carts[i]);
    }
    TaskMetrics given = metrics(evaluation, "purchase | cart");
    assertThat(given.rows()).isEqualTo(carts.length);
    assertThat(given.value(Metric.AUC).orElseThrow())
        .isCloseTo(Auc.of(conditional, labels).orElseThrow(), within(1e-3));
    assertThat(evaluation.tasks())
        .extracting(TaskEvaluation::title)
        .containsExactly(
            "click",
            "cart",
            "cart | click",
            "purchase",
            "purchase | cart",
            "rating",
            "spend",
            "steps");
  }

  @Test
  void run_allRows_countsEveryRow() {
    Evaluation evaluation = BundleEvaluation.of(bundle, rows).on(EvaluatedSplit.ALL).run();
    assertThat(evaluation.rows()).isEqualTo(3_000);
    assertThat(metrics(evaluation, "click").rows()).isEqualTo(3_000);
    assertThat(metrics(evaluation, "steps").rows())
        .isEqualTo(metrics(evaluation, "click").positives());
  }

  @Test
  void run_validationRows_areThoseOfTheTraining() {
    Evaluation evaluation = BundleEvaluation.of(bundle, rows).on(EvaluatedSplit.VALIDATION).run();
    assertThat(evaluation.rows()).isEqualTo(trained.rows().validation());
  }

  @Test
  void run_datasetWithoutAFeature_saysWhich() throws IOException {
    List<String> names =
        shop.table().fields().stream()
            .map(Field::name)
            .filter(name -> !name.equals("number_2"))
            .toList();
    LocalDataset less = shop.write("less", shop.table().project(names));
    assertThatThrownBy(() -> BundleEvaluation.of(bundle, less).run())
        .isInstanceOf(DatasetMismatchException.class)
        .hasMessageStartingWith(
            "model 'ranker' reads number_2: float64, which is not in snapshot 1 of dataset")
        .hasMessageEndingWith("; backfill the training set again, or train the model again on it");
  }

  @Test
  void run_datasetWithoutALabelOrTheGroup_saysWhich() throws IOException {
    List<String> names =
        shop.table().fields().stream()
            .map(Field::name)
            .filter(name -> !name.equals("label.cart"))
            .toList();
    LocalDataset less = shop.write("unlabelled", shop.table().project(names));
    assertThatThrownBy(() -> BundleEvaluation.of(bundle, less).run())
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("tasks.cart.label: the training set has no label 'cart'");
    assertThatThrownBy(() -> BundleEvaluation.of(bundle, rows).groupedBy("user").run())
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageStartingWith(
            "group: found 'user', allowed: a column of the dataset, which has __time,");
  }

  @Test
  void run_noRowAsLateAsTheTestRows_saysSo() throws IOException {
    LocalDataset early =
        shop.write("early", shop.table().select(IntStream.range(0, 1_000).toArray()));
    assertThatThrownBy(() -> BundleEvaluation.of(bundle, early).run())
        .isInstanceOf(DatasetMismatchException.class)
        .hasMessageContaining(
            "1000 rows: none is at or after 1970-01-01T00:16:40.900Z, where the test rows of model")
        .hasMessageEndingWith("'ranker' begin; the split 'all' measures every row");
  }

  @Test
  void run_datasetOfAnotherServiceVersion_isRefused() throws IOException {
    LocalDataset other = shop.write("other", shop.table());
    Path provenance =
        Path.of(
            DatasetLayout.provenance(
                folder.resolve("other").toString(), other.manifest().snapshot()));
    Files.writeString(
        provenance, "{\"serviceVersion\": \"" + bundle.manifest().serviceVersion() + "\"}");
    assertThat(BundleEvaluation.of(bundle, other).run().rows()).isEqualTo(trained.rows().test());

    Files.writeString(provenance, "{\"serviceVersion\": \"another\"}");
    assertThatThrownBy(() -> BundleEvaluation.of(bundle, other).run())
        .isInstanceOf(DatasetMismatchException.class)
        .hasMessageStartingWith(
            "model 'ranker' was trained on version "
                + bundle.manifest().serviceVersion()
                + " of feature service 'ranking', snapshot 1 of dataset ")
        .hasMessageContaining("was computed by version another; train the model again");
  }

  @Test
  void toJson_namesTasksSpacesAndMetrics() throws IOException {
    Evaluation evaluation = BundleEvaluation.of(bundle, rows).groupedBy("category_1").run();
    JsonNode json = new ObjectMapper().readTree(evaluation.toJson());
    assertThat(json.path("model").asText()).isEqualTo("ranker");
    assertThat(json.path("split").asText()).isEqualTo("test");
    assertThat(json.path("group").asText()).isEqualTo("category_1");
    assertThat(json.path("rows").asInt()).isEqualTo(evaluation.rows());
    JsonNode given = json.path("tasks").path(2);
    assertThat(given.path("task").asText()).isEqualTo("cart");
    assertThat(given.path("given").asText()).isEqualTo("click");
    assertThat(given.path("metrics").path("auc").asDouble())
        .isEqualTo(metrics(evaluation, "cart | click").value(Metric.AUC).orElseThrow());
    JsonNode steps = json.path("tasks").path(7);
    assertThat(steps.path("kind").asText()).isEqualTo("multiclass");
    assertThat(steps.path("space").asText()).isEqualTo("click");
    assertThat(evaluation.group()).isEqualTo(Optional.of("category_1"));
  }
}
