package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.DryRun;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.IngestPreview;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem backfill}: from logs to a training set. */
@Command(
    name = "backfill",
    description =
        "Read the logs and compute a model's training set: features as of each row's time, and"
            + " labels.")
final class BackfillCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;
  @Mixin private DryRunOption dryRun;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Project project = ProjectReader.read(file.path());
    String trainingSet = model.choose(project).trainingSet();
    List<String> sources = Backfill.of(project, trainingSet).sources();
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun.isOn()) {
      DryRun steps = pipelines.dryRun(project, file.path(), home.home(), out);
      List<IngestPreview> ingested = steps.ingest(sources);
      steps.apply();
      steps.backfill(trainingSet, ingested);
      return TandemCommand.DONE;
    }
    ProjectJobs jobs = pipelines.jobs(project, file.path(), home.home(), Progress.on(out));
    jobs.ingest(sources);
    jobs.backfill(trainingSet, jobs.apply());
    return TandemCommand.DONE;
  }
}
