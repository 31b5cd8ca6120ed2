package dev.tandem.training;

import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.metric.TaskMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param test metrics of the bundle's weights on the test rows, in the order of the tasks
 * @param epochs the learning curve
 * @param bestEpoch the epoch whose weights are in the bundle, counted from 1
 * @param bundle the folder of the published version
 * @param predictions the dataset with the test rows' labels and predictions
 * @param explanation what the model has learnt; empty unless the run was {@link
 *     TrainingRun#explained}
 * @param seconds the whole run took
 */
public record TrainingReport(
    String model,
    String architecture,
    SplitRows rows,
    List<TaskMetrics> test,
    List<EpochReport> epochs,
    int bestEpoch,
    Path bundle,
    Path predictions,
    Optional<Explanation> explanation,
    double seconds) {
  public TrainingReport {
    test = List.copyOf(test);
    epochs = List.copyOf(epochs);
  }
}
