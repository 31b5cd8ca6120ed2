package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.infra.job.TableRun;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.job.TrainJob;
import dev.tandem.infra.report.RunReport;
import dev.tandem.training.TrainingReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem train}: from a training set, or a table, to a bundle. */
@Command(
    name = "train",
    description =
        "Train a model on its training set, which backfill has computed, and publish it; or with"
            + " --table on the rows of any table, without a feature store.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;

  @Option(
      names = "--table",
      paramLabel = "PATH",
      description =
          "A table of CSV, Parquet or Arrow files to train on; --model then names the file that"
              + " declares its columns and the model.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "With --table: where to keep the model and the report; default: that of --home.")
  private Optional<Path> out = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (table.isPresent()) {
      return trainOnTable(table.get());
    }
    PrintWriter print = spec.commandLine().getOut();
    Project project = ProjectReader.read(file.path());
    TandemHome directory = home.home();
    ProjectJobs jobs = pipelines.jobs(project, file.path(), directory, Progress.on(print));
    TrainingReport report = new TrainJob(project, directory, jobs).run(model.choose(project));
    MetricTable.of(report.test()).print(print);
    print.println("bundle " + report.bundle());
    print.println("report " + directory.readableReport());
    return TandemCommand.DONE;
  }

  private int trainOnTable(String rows) {
    PrintWriter print = spec.commandLine().getOut();
    TandemHome kept = out.map(TandemHome::new).orElseGet(home::home);
    TableRun run = model.runOnTable(rows, kept, spec, Progress.on(print));
    RunReport report = run.train();
    new RunSummary(print)
        .print(
            report,
            kept,
            "./tandem predict --table NEW_ROWS --bundle "
                + kept.bundle(report.model())
                + " --out predictions.csv");
    return TandemCommand.DONE;
  }
}
