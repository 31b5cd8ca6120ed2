package dev.tandem.infra.cli;

import dev.tandem.infra.job.JobSettings;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.job.WholePath;
import dev.tandem.infra.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem run}: the whole path for a declaration and a log. */
@Command(
    name = "run",
    description =
        "Go the whole path: check the declaration, read the logs, compute features and labels,"
            + " train, bring the model online, predict, compare what is served with what was"
            + " trained on, and write a report.")
final class RunCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private PipelineOptions pipelines;
  @Mixin private RedisOption redis;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to keep datasets, the model and the report.")
  private Path out;

  @Mixin private ModelOption model;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "The true probabilities behind a simulated log; adds the achievable AUC to the report.")
  private Optional<Path> truth = Optional.empty();

  @Mixin private DryRunOption dryRun;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    TandemHome home = new TandemHome(out);
    JobSettings settings =
        new JobSettings(
            pipelines.files(file.path()),
            home,
            model.name(),
            pipelines.runner(),
            redis.endpoint(),
            truth,
            Optional.empty());
    if (dryRun.isOn()) {
      WholePath.preview(settings, print);
      return TandemCommand.DONE;
    }
    RunReport report = WholePath.run(settings, Progress.on(print));
    new RunSummary(print).print(report, home, "./tandem serve " + file.path() + " --home " + out);
    return report.isConsistent() ? TandemCommand.DONE : TandemCommand.FAILED;
  }
}
