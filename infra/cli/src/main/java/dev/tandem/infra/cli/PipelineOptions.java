package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.infra.job.DryRun;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.LogFiles;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.RunnerKind;
import dev.tandem.pipelines.dataset.Retention;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where logs are and what executes pipelines; the same for every verb that runs them. */
final class PipelineOptions {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "The folder of the sources' files, or the one file of the only source;"
              + " default: the folder of the declaration.")
  private Optional<Path> data = Optional.empty();

  @Mixin private RunnerOption runner = new RunnerOption();

  @Option(
      names = "--keep-snapshots",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How many snapshots of each dataset stay at least, this one included; older ones go an"
              + " hour after the next one; default: ${DEFAULT-VALUE}.")
  private int snapshots = 2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  LogFiles files(Path declaration) {
    return new LogFiles(declaration, data);
  }

  RunnerKind runner() {
    return runner.runner();
  }

  /** The steps of a project in a home. */
  ProjectJobs jobs(Project project, Path declaration, TandemHome home, JobListener listener) {
    return new ProjectJobs(project, home, files(declaration), settings(home), listener);
  }

  /** What these steps would do. */
  DryRun dryRun(Project project, Path declaration, TandemHome home, PrintWriter out) {
    return new DryRun(project, home, files(declaration), settings(home), out);
  }

  private PipelineSettings settings(TandemHome home) {
    return runner.settings(home).withRetention(retention());
  }

  private Retention retention() {
    try {
      return Retention.defaults().withSnapshots(snapshots);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keep-snapshots: " + e.getMessage(), e);
    }
  }
}
