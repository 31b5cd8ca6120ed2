package dev.tandem.infra.benchmarks;

import dev.tandem.infra.benchmarks.serving.ServingCommand;
import dev.tandem.infra.benchmarks.training.TrainingCommand;
import dev.tandem.infra.benchmarks.trainingset.FeaturesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where {@code tandem bench} starts. */
@Command(
    name = "tandem bench",
    description = "Measure Tandem against its peers.",
    subcommands = {FeaturesCommand.class, ServingCommand.class, TrainingCommand.class})
public final class Bench implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which benchmark? There are: features, serving, training");
  }

  /** Runs one benchmark and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    CommandLine command = new CommandLine(new Bench());
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed.getErr().println("tandem: " + failure.getMessage());
          return 1;
        });
    System.exit(command.execute(arguments));
  }
}
