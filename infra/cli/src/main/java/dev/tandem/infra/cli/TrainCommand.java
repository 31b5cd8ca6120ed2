package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.training.TrainingReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem train}: from a training set to a bundle. */
@Command(
    name = "train",
    description = "Train a model on its training set, which backfill has computed, and publish it.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Project project = ProjectReader.read(file.path());
    TrainingReport report =
        pipelines
            .jobs(project, file.path(), home.home(), Progress.on(out))
            .train(model.choose(project).name());
    MetricTable.of(report.test()).print(out);
    out.println("bundle " + report.bundle());
    return TandemCommand.DONE;
  }
}
