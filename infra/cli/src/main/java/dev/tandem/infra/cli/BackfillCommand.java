package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.pipelines.Backfill;
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
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Project project = ProjectReader.read(file.path());
    ProjectJobs jobs =
        pipelines.jobs(project, file.path(), home.home(), Progress.on(spec.commandLine().getOut()));
    String trainingSet = model.choose(project).trainingSet();
    jobs.ingest(Backfill.of(project, trainingSet).sources());
    jobs.backfill(trainingSet, jobs.apply());
    return TandemCommand.DONE;
  }
}
