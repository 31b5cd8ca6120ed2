package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.registry.RegistryVersion;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.report.RunReport;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.BackfillReport;
import dev.tandem.pipelines.IngestPreview;
import dev.tandem.pipelines.IngestReport;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything from a declaration and a log to predictions through HTTP, with the proof that the
 * model is served what it was trained on.
 */
public final class WholePath {
  private final JobSettings settings;
  private final TandemHome home;
  private final Project project;
  private final Model model;
  private final PipelineSettings pipelines;
  private final JobListener listener;

  private WholePath(JobSettings settings, Project project, JobListener listener) {
    this.settings = settings;
    this.home = settings.home();
    this.project = project;
    this.model = Models.choose(project, settings.model());
    this.pipelines =
        PipelineSettings.of(home.directory())
            .withRunner(settings.runner())
            .withParallelism(Runtime.getRuntime().availableProcessors());
    this.listener = listener;
  }

  /**
   * Goes the whole path and leaves a report. What was started for it is ended, whatever happens; a
   * second run in the same place computes only what has changed.
   */
  public static RunReport run(JobSettings settings, JobListener listener) {
    listener.begin("validate");
    Path declaration = settings.files().declaration();
    WholePath path = new WholePath(settings, ProjectReader.read(declaration), listener);
    TrainingRun.requireTrainable(path.model);
    listener.done(declaration + " is valid");
    return path.run();
  }

  /** Says what {@link #run} would do, and does nothing. */
  public static void preview(JobSettings settings, PrintWriter out) {
    Project project = ProjectReader.read(settings.files().declaration());
    WholePath path = new WholePath(settings, project, JobListener.silent());
    TrainingRun.requireTrainable(path.model);
    path.home.requireNoFile();
    TrainingSet rows = project.trainingSet(path.model.trainingSet());
    DryRun steps = new DryRun(project, path.home, settings.files(), path.pipelines, out);
    steps.apply();
    List<IngestPreview> ingested = steps.ingest(Backfill.of(project, rows.name()).sources());
    steps.backfill(rows.name(), ingested);
    steps.train(path.model.name());
    steps.materialize(
        rows.service(), Optional.empty(), settings.redis().map(RedisStoreSpec::of), ingested);
  }

  private RunReport run() {
    long began = System.nanoTime();
    home.create();
    settings.redis().ifPresent(RedisLease::requireAnswer);
    TrainingSet trainingSet = project.trainingSet(model.trainingSet());
    ProjectJobs jobs = new ProjectJobs(project, home, settings.files(), pipelines, listener);
    RegistryVersion version = jobs.apply();
    List<IngestReport> sources = jobs.ingest(Backfill.of(project, trainingSet.name()).sources());
    BackfillReport rows = jobs.backfill(trainingSet.name(), version);
    requireRows(trainingSet, rows);
    TrainingReport trained = jobs.train(model.name());
    OnlineCheck.Result online = bringOnline(jobs, trainingSet);
    RunReport report =
        new RunReport(
            project.name(),
            model.name(),
            sources.stream().map(WholePath::rows).toList(),
            TrainJob.rows(rows.rows(), OptionalLong.of(rows.immature()), trained),
            TrainJob.tasks(trained, achievable(trained, trainingSet)),
            TrainJob.learnt(home, model, trained),
            Optional.of(online.parity()),
            Optional.of(online.predict()),
            (System.nanoTime() - began) / 1e9);
    report.write(home.report(), home.readableReport());
    return report;
  }

  private OnlineCheck.Result bringOnline(ProjectJobs jobs, TrainingSet trainingSet) {
    CompiledService service = CompiledService.compile(project, trainingSet.service());
    List<String> columns = new ArrayList<>();
    service.entityKeys().stream().map(Field::name).forEach(columns::add);
    service.request().stream()
        .map(Field::name)
        .filter(name -> !columns.contains(name))
        .forEach(columns::add);
    Table sample = Datasets.read(home.trainingSet(trainingSet.name()), columns);
    try (RedisLease redis = RedisLease.of(settings.redis())) {
      return new OnlineCheck(project, model, home, pipelines, listener)
          .run(jobs, redis, sample, settings.servedLog());
    }
  }

  private static void requireRows(TrainingSet trainingSet, BackfillReport report) {
    if (report.rows() > 0) {
      return;
    }
    throw new JobFailedException(
        "training set "
            + trainingSet.name()
            + " has no rows: of the events of source "
            + trainingSet.source()
            + trainingSet.where().map(where -> " where " + where).orElse("")
            + " there are "
            + report.spine()
            + (report.spine() == 0 ? "" : ", and all are too recent to have labels"));
  }

  static RunReport.SourceRows rows(IngestReport source) {
    return new RunReport.SourceRows(
        source.source(),
        source.read(),
        source.used(),
        source.duplicate(),
        source.late(),
        source.expired(),
        source.deadLetter());
  }

  private Map<String, Map<String, Double>> achievable(
      TrainingReport trained, TrainingSet trainingSet) {
    return settings
        .truth()
        .map(file -> achievable(Truth.read(file), trained, trainingSet))
        .orElse(Map.of());
  }

  private Map<String, Map<String, Double>> achievable(
      Truth truth, TrainingReport trained, TrainingSet trainingSet) {
    return TrueMetrics.of(
        truth,
        model,
        Datasets.read(trained.predictions()),
        Datasets.read(home.source(trainingSet.source()), TrueMetrics.eventColumns(truth)));
  }
}
