package dev.tandem.infra.job;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.registry.Registry;
import dev.tandem.features.registry.RegistryVersion;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.BackfillReport;
import dev.tandem.pipelines.IngestReport;
import dev.tandem.pipelines.Materialize;
import dev.tandem.pipelines.MaterializeReport;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.materialize.OnlineStoreSpec;
import dev.tandem.training.TrainingReport;
import dev.tandem.training.TrainingRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps between a declaration and a model online, each of which says how it gets on. A step
 * whose inputs have not changed since it last ran does nothing. One thread at a time.
 */
public final class ProjectJobs {
  private final Project project;
  private final TandemHome home;
  private final LogFiles files;
  private final PipelineSettings settings;
  private final JobListener listener;

  /** The steps of a project that is valid. */
  public ProjectJobs(
      Project project,
      TandemHome home,
      LogFiles files,
      PipelineSettings settings,
      JobListener listener) {
    this.project = project;
    this.home = home;
    this.files = files;
    this.settings = settings;
    this.listener = listener;
  }

  /** Makes the declaration the registry's newest version, unless it says the same. */
  public RegistryVersion apply() {
    listener.begin("apply");
    RegistryVersion version = Registry.open(home.registry()).apply(project);
    listener.done("project " + project.name() + " is at version " + version.number());
    return version;
  }

  /** Reads and checks the files of sources. */
  public List<IngestReport> ingest(List<String> sources) {
    home.create();
    List<IngestReport> reports = new ArrayList<>();
    for (String source : sources) {
      listener.begin("ingest " + source);
      IngestReport report = files.ingest(project, source).run(settings);
      listener.done(rows(report));
      reports.add(report);
    }
    return reports;
  }

  private static String rows(IngestReport report) {
    return String.format(
        Locale.ROOT,
        "%s%,d rows read = %,d used + %,d duplicate + %,d late + %s%,d dead letters",
        prefix(report.work(), report.readNow(), report.readBefore(), "rows read"),
        report.read(),
        report.used(),
        report.duplicate(),
        report.late(),
        report.expired() == 0 ? "" : String.format(Locale.ROOT, "%,d expired + ", report.expired()),
        report.deadLetter());
  }

  /** What a step did of its result, unless that was all of it. */
  private static String prefix(Work work, long now, long before, String what) {
    return switch (work.extent()) {
      case NOTHING -> "unchanged, ";
      case INCREMENT ->
          String.format(
              Locale.ROOT, "%s, %,d %s now and %,d before; ", work.reason(), now, what, before);
      case EVERYTHING -> "";
    };
  }

  /** Computes a training set from ingested sources. */
  public BackfillReport backfill(String trainingSet, RegistryVersion version) {
    listener.begin("backfill " + trainingSet);
    BackfillReport report =
        Backfill.of(project, trainingSet).withRegistryVersion(version.sha256()).run(settings);
    listener.done(
        String.format(
            Locale.ROOT,
            "%s%,d rows with features and labels; %,d more are too recent to have labels%s",
            prefix(report.work(), report.computedNow(), report.keptFromBefore(), "computed"),
            report.rows(),
            report.immature(),
            report.sampledOut() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d negatives sampled out", report.sampledOut())));
    return report;
  }

  /** Trains a model on its training set and publishes its bundle. */
  public TrainingReport train(String model) {
    listener.begin("train " + model);
    Path trainingSet = home.trainingSet(project.model(model).trainingSet());
    TrainingRun run = TrainingRun.of(project, model, trainingSet, home.bundle(model)).explained();
    TrainingReport report =
        Ledger.in(home.ledger().toString())
            .record("train", model, () -> new TrainedModel(run.run(new TrainingProgress(listener))))
            .report();
    listener.done(
        String.format(
            Locale.ROOT,
            "%,d rows, %d epochs, the best was number %d",
            report.rows().training(),
            report.epochs().size(),
            report.bestEpoch()));
    return report;
  }

  /**
   * Writes the state of a service's entities to an online store, from ingested sources.
   *
   * @param cut folds the events before it; empty means all
   */
  public MaterializeReport materialize(
      String service, Optional<Instant> cut, OnlineStoreSpec store) {
    listener.begin("materialize " + service);
    Materialize materialize = Materialize.of(project, service);
    MaterializeReport report =
        cut.map(materialize::withCut).orElse(materialize).run(settings, store);
    listener.done(
        String.format(
            Locale.ROOT,
            "%s%,d entities of %,d views, with the events before %s",
            materialized(report.work()),
            report.entities(),
            report.views().size(),
            Instant.ofEpochMilli(report.cut())));
    return report;
  }

  private static String materialized(Work work) {
    return switch (work.extent()) {
      case NOTHING -> "unchanged, ";
      case INCREMENT -> work.reason() + "; ";
      case EVERYTHING -> "";
    };
  }
}
