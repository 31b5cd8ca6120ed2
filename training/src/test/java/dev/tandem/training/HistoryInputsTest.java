package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.StoredRows;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, vectors and sequences from rows to a checked export. */
class HistoryInputsTest {
  private final ModelTrainer trainer =
      Guice.createInjector(new TrainingModule()).getInstance(ModelTrainer.class);

  private TrainedModel train(String encoder, int rows, String epochs) {
    Model model =
        new Model(
            "ranker",
            "rows",
            Histories.inputs(encoder),
            Histories.tasks(),
            new Choice("shared_bottom", Funnel.options("bottom", "32", "tower", "16")),
            new Choice("adam", Funnel.options("learning_rate", "0.005")),
            Optional.empty(),
            Funnel.options("batch_size", "128", "epochs", epochs, "patience", "4"));
    return trainer.train(
        model, Histories.LAYOUT, StoredRows.of(Histories.table(rows, 5)), ProgressListener.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"din", "gru", "lstm", "flat"})
  void train_clicksThatDependOnTheHistory_areLearnt_andExported(String encoder) {
    try (TrainedModel trained = train(encoder, 6_000, "8")) {
      double auc = trained.test().metrics().get(0).values().get(TaskMetrics.AUC);
      // Without the history no feature tells anything: 0.5.
      assertThat(auc).isGreaterThan(0.7);
      assertThat(trained.export()).isNotEmpty();
    }
  }

  @Test
  void train_twice_givesTheSameBits() {
    try (TrainedModel one = train("din", 800, "1");
        TrainedModel other = train("din", 800, "1")) {
      assertThat(one.weights()).isEqualTo(other.weights());
    }
  }
}
