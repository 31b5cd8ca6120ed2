package dev.tandem.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.ShopBundle;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.TinyNetwork;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  private static final Project PROJECT = ShopProject.project();

  @TempDir Path directory;

  private static Table features(int rows) {
    Table table = Table.allocate(CompiledService.compile(PROJECT, "ranking").features(), rows);
    for (int row = 0; row < rows; row++) {
      ((LongColumn) table.column("user_activity.views_1h")).set(row, row % 3);
      ((LongColumn) table.column("position")).set(row, -(row % 2));
      ((StringColumn) table.column("item_id")).set(row, "i" + row % 4);
    }
    return table;
  }

  private static float logistic(double x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  @Test
  void predict_manyRows_scoresEveryTaskOfEachRow() {
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, PROJECT))) {
      Predictions predictions = predictor.predict(features(500));

      assertThat(predictions.tasks()).containsExactly("click", "purchase");
      assertThat(predictions.rows()).isEqualTo(500);
      for (int row = 0; row < 500; row++) {
        assertThat(predictions.value(0, row)).isCloseTo(logistic(row % 3 - row % 2), offset(1e-6f));
        assertThat(predictions.value(1, row)).isEqualTo(row % 4 == 3 ? 1 : 2 + row % 4);
      }
    }
  }

  @Test
  void predict_fewerRowsAfterMore_doesNotSeeTheOldOnes() {
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, PROJECT))) {
      predictor.predict(features(50));
      Predictions alone = predictor.predict(features(50).select(new int[] {2}));

      assertThat(alone.rows()).isEqualTo(1);
      assertThat(alone.value(1, 0)).isEqualTo(4);
    }
  }

  @Test
  void predict_noRows_isEmpty() {
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, PROJECT))) {
      assertThat(predictor.predict(features(0)).rows()).isZero();
    }
  }

  @Test
  void predict_manyThreads_giveTheSameBits() {
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, PROJECT))) {
      Table features = features(100);
      Predictions expected = predictor.predict(features);
      IntStream.range(0, 200)
          .parallel()
          .forEach(
              i -> {
                Predictions found = predictor.predict(features);
                for (int row = 0; row < 100; row++) {
                  assertThat(found.value(0, row)).isEqualTo(expected.value(0, row));
                }
              });
    }
  }

  @Test
  void predict_anotherLayout_isRefused() {
    try (Predictor predictor = Predictor.open(ShopBundle.publish(directory, PROJECT))) {
      Table other =
          Table.builder(1).add("x", LongColumn.of(ValueType.INT64, new long[] {1})).build();
      assertThatThrownBy(() -> predictor.predict(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the model was trained on the layout");
    }
  }

  @Test
  void open_twoVersions_takesTheLatestAndSaysSo() {
    ShopBundle.publish(directory, PROJECT);
    ShopBundle.publish(directory, PROJECT);
    try (Predictor predictor = Predictor.open(directory)) {
      assertThat(predictor.identity())
          .isEqualTo(
              new BundleIdentity(
                  "ranker",
                  "00000000000000000002",
                  "ranking",
                  CompiledService.compile(PROJECT, "ranking").version()));
    }
  }

  @Test
  void open_otherInputWidths_isRefused() {
    ShopBundle.publishNetwork(directory, PROJECT, TinyNetwork.bytes(3, 1));

    assertThatThrownBy(() -> Predictor.open(directory))
        .isInstanceOf(PredictionFailedException.class)
        .hasMessage(
            "the network has the inputs {dense=3, ids=1}, the bundle's transforms give {dense=2,"
                + " ids=1}");
  }

  @Test
  void open_taskWithoutOutput_isRefused() {
    ShopBundle.publish(directory, PROJECT, List.of("click", "rating"));

    assertThatThrownBy(() -> Predictor.open(directory))
        .isInstanceOf(PredictionFailedException.class)
        .hasMessage(
            "the network has the outputs [click, purchase], the bundle's tasks are [click, rating]");
  }

  @Test
  void open_noBundle_saysWhere() {
    assertThatThrownBy(() -> Predictor.open(directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(directory.toString());
  }
}
