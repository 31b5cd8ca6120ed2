package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.table.Table;
import dev.tandem.training.rows.StoredRows;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Arrow, ND4J and ONNX Runtime bring native code and flatbuffers of their own into one process. */
class NativeLibrariesTest {
  @Test
  void arrowAndNd4jAndOnnxRuntime_workInOneProcess() {
    Funnel funnel = new Funnel(500, 2, 2, 7);
    assertThat(Nd4j.ones(2, 3).mmul(Nd4j.ones(3, 2)).getDouble(1, 1)).isEqualTo(3);
    Table read = ArrowTables.fromBytes(ArrowTables.toBytes(funnel.table()));
    ModelTrainer trainer =
        com.google.inject.Guice.createInjector(new TrainingModule())
            .getInstance(ModelTrainer.class);
    try (TrainedModel trained =
        trainer.train(
            funnel.model("aitm", "epochs", "1"),
            funnel.layout(),
            StoredRows.of(read),
            ProgressListener.SILENT)) {
      assertThat(trained.export()).isNotEmpty();
    }
  }
}
