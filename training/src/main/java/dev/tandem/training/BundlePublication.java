package dev.tandem.training;

import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.BundleWriter;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Provenance;
import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Publishes a trained model as a bundle. */
final class BundlePublication {
  private final Project project;
  private final Model model;
  private final CompiledService service;
  private final Map<String, String> tuned;

  /**
   * @param tuned the settings of the model that a search has found, by path
   */
  BundlePublication(
      Project project, Model model, CompiledService service, Map<String, String> tuned) {
    this.project = project;
    this.model = model;
    this.service = service;
    this.tuned = tuned;
  }

  /** Exports, checks and publishes; nothing is published if the export is not right. */
  ModelBundle publish(
      TrainedModel trained, List<TaskMetrics> test, String fingerprint, Path directory) {
    List<BundledTask> tasks = new ArrayList<>();
    for (int i = 0; i < model.tasks().size(); i++) {
      tasks.add(new BundledTask(model.tasks().get(i), test.get(i).values()));
    }
    BundleManifest manifest =
        new BundleManifest(
            project.name(),
            model.name(),
            service.declaration().name(),
            service.version(),
            model.architecture().name(),
            trained.rows().inputs(),
            tasks,
            provenance(trained, fingerprint));
    return BundleWriter.to(directory).publish(manifest, trained.export(), trained.weights());
  }

  private Provenance provenance(TrainedModel trained, String fingerprint) {
    TrainingRows rows = trained.rows();
    TimeSplit split = rows.split();
    return new Provenance(
        model.trainingSet(),
        fingerprint,
        TrainingSettings.from(model.training()).seed(),
        new SplitRows(split.trainingRows(), split.validationRows(), split.testRows()),
        rows.validationFromMillis(),
        rows.testFromMillis(),
        trained.bestEpoch(),
        project.trainingSet(model.trainingSet()).negatives(),
        tuned);
  }
}
