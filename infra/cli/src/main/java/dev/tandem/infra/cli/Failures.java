package dev.tandem.infra.cli;

import dev.tandem.features.suggestion.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one message what went wrong; with {@code --debug} also where. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final boolean debug;

  Failures(boolean debug) {
    this.debug = debug;
  }

  /** The command was used wrongly. */
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("tandem: " + usageMessage(failure));
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    printTrace(failure, err);
    return TandemCommand.WRONG_USAGE;
  }

  /** The job failed. */
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    err.println("tandem: " + jobMessage(failure));
    printTrace(failure, err);
    return TandemCommand.FAILED;
  }

  private static String usageMessage(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String found = unmatched.getUnmatched().get(0);
      CommandLine command = failure.getCommandLine();
      List<String> options =
          command.getCommandSpec().optionsMap().keySet().stream()
              .filter(name -> name.startsWith("--"))
              .toList();
      if (found.startsWith("-")) {
        return "unknown option " + found + Suggestion.question(found, options);
      }
      List<String> verbs = List.copyOf(command.getSubcommands().keySet());
      return verbs.isEmpty()
          ? "unexpected argument " + found
          : "unknown verb "
              + found
              + Suggestion.question(found, verbs)
              + " There are: "
              + String.join(", ", verbs);
    }
    return failure.getMessage();
  }

  private String jobMessage(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return jobMessage(unchecked.getCause());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no access to: " + denied.getFile();
    }
    boolean own = failure.getClass().getName().startsWith("dev.tandem.");
    if (failure.getMessage() != null && (own || failure instanceof IOException)) {
      return failure.getMessage();
    }
    return "unexpected: " + failure + (debug ? "" : "; run again with --debug to see where");
  }

  private void printTrace(Throwable failure, PrintWriter err) {
    if (debug) {
      failure.printStackTrace(err);
    }
  }
}
