package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.audit.Audit;
import dev.tandem.infra.audit.AuditReport;
import dev.tandem.infra.job.JobListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem audit}: what was served against what is computed offline. */
@Command(
    name = "audit",
    description =
        "Recompute a served log from what has been ingested, compare it bit for bit, and report"
            + " drift from the training set and calibration. Exit code 1 if a value differs and"
            + " nothing explains it.")
final class AuditCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private RunnerOption runner;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description = "The served log; default: the folder served in the home.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "" + Audit.EXAMPLES,
      description =
          "How many rows are shown of each kind of difference of a feature;"
              + " default: ${DEFAULT-VALUE}.")
  private int examples;

  @Option(names = "--json", description = "Print JSON, and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (examples < 0) {
      throw new ParameterException(
          spec.commandLine(), "--examples: found " + examples + ", allowed: 0 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    Project project = ProjectReader.read(file.path());
    JobListener listener = json ? JobListener.silent() : Progress.on(out);
    AuditReport report =
        new Audit(project, home.home(), runner.settings(home.home()), examples, listener)
            .run(log.orElseGet(home.home()::served));
    if (json) {
      out.println(AuditJson.text(report));
    } else {
      new AuditText(out).print(report);
    }
    return report.isClean() ? TandemCommand.DONE : TandemCommand.FAILED;
  }
}
