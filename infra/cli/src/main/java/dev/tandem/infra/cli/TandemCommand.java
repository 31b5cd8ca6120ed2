package dev.tandem.infra.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command itself, which only knows its verbs.
 *
 * <p>Exit codes: 0 for success, 1 if the job failed, 2 if the command was used wrongly.
 */
@Command(
    name = "tandem",
    description =
        "Declare features once; train on and serve the same numbers."
            + " Start with: tandem quickstart",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {
      QuickstartCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      BackfillCommand.class,
      ExportCommand.class,
      TrainCommand.class,
      CompareCommand.class,
      TuneCommand.class,
      EvaluateCommand.class,
      SegmentsCommand.class,
      MaterializeCommand.class,
      ServeCommand.class,
      PredictCommand.class,
      AuditCommand.class,
      RunsCommand.class,
      SimulateCommand.class
    })
public final class TandemCommand implements Runnable {
  /** The exit code of a success. */
  public static final int DONE = 0;

  /** The exit code if a job failed. */
  public static final int FAILED = 1;

  /** The exit code if the command was used wrongly. */
  public static final int WRONG_USAGE = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the libraries' logs, and stack traces of errors.")
  boolean debug;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which verb?");
  }

  /** Runs one command line and returns its exit code. */
  public static int execute(String[] arguments, PrintWriter out, PrintWriter err) {
    CommandLine command = new CommandLine(new TandemCommand());
    command.setOut(out);
    command.setErr(err);
    command.setUsageHelpWidth(100);
    command.setUsageHelpAutoWidth(false);
    Failures failures = new Failures(Arrays.asList(arguments).contains("--debug"));
    command.setParameterExceptionHandler(failures);
    command.setExecutionExceptionHandler(failures);
    return command.execute(arguments);
  }
}
