package dev.tandem.infra.job;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.infra.report.RunReport;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.evaluation.BundleEvaluation;
import dev.tandem.training.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Trains a model on its training set, and reports what it has learnt. */
public final class TrainJob {
  private final Project project;
  private final TandemHome home;
  private final ProjectJobs jobs;

  /** A training on the training sets of a home. */
  public TrainJob(Project project, TandemHome home, ProjectJobs jobs) {
    this.project = project;
    this.home = home;
    this.jobs = jobs;
  }

  /** Trains, publishes and leaves a report. */
  public TrainingReport run(Model model) {
    long began = System.nanoTime();
    TrainingReport trained = jobs.train(model.name());
    int known = trained.rows().training() + trained.rows().validation() + trained.rows().test();
    RunReport report =
        new RunReport(
            project.name(),
            model.name(),
            List.of(),
            rows(known, OptionalLong.empty(), trained),
            tasks(trained, Map.of()),
            learnt(home, model, trained),
            Optional.empty(),
            Optional.empty(),
            (System.nanoTime() - began) / 1e9);
    report.write(home.report(), home.readableReport());
    return trained;
  }

  /** What a report says of the training set. */
  static RunReport.TrainingRows rows(long known, OptionalLong immature, TrainingReport trained) {
    return new RunReport.TrainingRows(
        known,
        immature,
        trained.rows().training(),
        trained.rows().validation(),
        trained.rows().test(),
        trained.epochs().size(),
        trained.seconds());
  }

  /**
   * What a report says of each task.
   *
   * @param achievable the metrics of the true probabilities, by task, as far as they are known
   */
  static List<RunReport.TaskResult> tasks(
      TrainingReport trained, Map<String, Map<String, Double>> achievable) {
    return trained.test().stream()
        .map(
            task ->
                new RunReport.TaskResult(
                    task.task(),
                    task.rows(),
                    task.positives(),
                    task.values(),
                    achievable.getOrDefault(task.task(), Map.of())))
        .toList();
  }

  /** What a report says of the training, with the bundle measured on the test rows. */
  static RunReport.Learnt learnt(TandemHome home, Model model, TrainingReport trained) {
    Optional<Evaluation> evaluation =
        trained.rows().test() == 0
            ? Optional.empty()
            : Optional.of(
                BundleEvaluation.of(
                        ModelBundle.open(trained.bundle()),
                        Datasets.find(home, model.trainingSet()))
                    .run());
    return new RunReport.Learnt(
        trained.architecture(),
        trained.epochs(),
        trained.bestEpoch(),
        evaluation,
        trained.explanation());
  }
}
