package dev.tandem.infra.cli;

import dev.tandem.infra.job.TandemHome;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.RunnerKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What executes pipelines. */
final class RunnerOption {
  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "direct",
      description = "What executes the pipelines, direct or flink; default: ${DEFAULT-VALUE}.")
  private String runner = "direct";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  RunnerKind runner() {
    try {
      return RunnerKind.parse(runner);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--runner: " + e.getMessage(), e);
    }
  }

  /** How pipelines run in a home. */
  PipelineSettings settings(TandemHome home) {
    home.requireNoFile();
    return direct(home).withRunner(runner());
  }

  /** How they run in this process, on all of its processors. */
  static PipelineSettings direct(TandemHome home) {
    return PipelineSettings.of(home.directory())
        .withParallelism(Runtime.getRuntime().availableProcessors());
  }
}
