package dev.tandem.training;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.bundle.Provenance;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.rows.LabelColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The test rows' predictions as a dataset: the {@link EventColumns}, the tasks' labels as {@code
 * label.<label>}, and for each task {@code p.<task>}, a probability or a value in the label's unit.
 */
final class TestPredictions {
  private TestPredictions() {}

  static Table table(TrainedModel trained, List<Task> tasks) {
    List<String> columns = new ArrayList<>(EventColumns.FIELDS.stream().map(Field::name).toList());
    tasks.stream().map(task -> LabelColumns.name(task.label())).distinct().forEach(columns::add);
    Table rows = trained.rows().testRows(columns);
    Table.Builder table = Table.builder(rows.rows()).addAll(rows);
    for (int task = 0; task < tasks.size(); task++) {
      float[] values = trained.test().values(task);
      double[] predictions = new double[values.length];
      for (int row = 0; row < values.length; row++) {
        predictions[row] = values[row];
      }
      table.add("p." + tasks.get(task).name(), DoubleColumn.of(predictions));
    }
    return table.build();
  }

  /** Publishes the dataset in a folder; its fingerprint is the training set's with the seed. */
  static void publish(Path folder, Table table, Provenance provenance) throws IOException {
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(folder, table.fields(), Compression.ZSTD)) {
      writer.write(table);
      writer.publish(
          Map.of("rows", (long) table.rows()),
          Optional.empty(),
          provenance.trainingSetFingerprint() + "-" + provenance.seed());
    }
  }
}
