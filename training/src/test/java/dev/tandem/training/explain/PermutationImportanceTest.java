package dev.tandem.training.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.FunnelShop;
import dev.tandem.training.evaluation.BundleEvaluation;
import dev.tandem.training.evaluation.BundleScorer;
import dev.tandem.training.evaluation.EvaluatedSplit;
import dev.tandem.training.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermutationImportanceTest {
  @TempDir private Path folder;

  @Test
  void of_whatTheModelListensTo_costsIt() throws IOException {
    FunnelShop shop = FunnelShop.open(folder, 3_000);
    shop.train("shared_bottom", "epochs", "4", "batch_size", "128");
    LocalDataset dataset = LocalDataset.openLatest(shop.trainingSet()).orElseThrow();
    ModelBundle bundle = ModelBundle.open(shop.bundle());
    Table rows = BundleEvaluation.of(bundle, dataset).on(EvaluatedSplit.ALL).sample(1_000);
    assertThat(rows.rows()).isEqualTo(1_000);
    // A constant says nothing, however it is dealt out.
    Table constant = withConstant(rows);
    try (BundleScorer scorer = BundleScorer.of(bundle)) {
      List<FeatureImportance> importance = new PermutationImportance(scorer, 3, 7).of(constant);
      assertThat(importance).hasSize(7 * 6);
      assertThat(loss(importance, "number_0", "click")).isGreaterThan(0.01);
      assertThat(importance)
          .filteredOn(found -> found.feature().equals("number_3"))
          .allSatisfy(found -> assertThat(found.loss()).isZero());
      assertThat(importance)
          .filteredOn(found -> found.task().equals("rating"))
          .allSatisfy(found -> assertThat(found.metric()).isEqualTo(Metric.RMSE));
      assertThat(new PermutationImportance(scorer, 3, 7).of(constant)).isEqualTo(importance);
    }
  }

  private static Table withConstant(Table rows) {
    Table.Builder table = Table.builder(rows.rows());
    for (Field field : rows.fields()) {
      boolean constant = field.name().equals("number_3");
      table.add(
          field.name(),
          constant ? DoubleColumn.of(new double[rows.rows()]) : rows.column(field.name()));
    }
    return table.build();
  }

  private static double loss(List<FeatureImportance> importance, String feature, String task) {
    return importance.stream()
        .filter(found -> found.feature().equals(feature) && found.task().equals(task))
        .findFirst()
        .orElseThrow()
        .loss();
  }
}
