package dev.tandem.infra.cli;

import dev.tandem.features.suggestion.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
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
    CommandLine command = failure.getCommandLine();
    if (failure instanceof MissingParameterException missing) {
      // A misspelt option is missing as well; what was found says more than what was not.
      List<String> unknown =
          command.getUnmatchedArguments().stream().filter(a -> a.startsWith("-")).toList();
      return unknown.isEmpty() ? missingMessage(missing) : unknownMessage(command, unknown.get(0));
    }
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknownMessage(command, unmatched.getUnmatched().get(0));
    }
    return failure.getMessage();
  }

  private static String missingMessage(MissingParameterException failure) {
    return failure.getMissing().stream()
            .map(
                missing ->
                    missing instanceof OptionSpec option
                        ? option.longestName() + " " + option.paramLabel()
                        : missing.paramLabel())
            .collect(Collectors.joining(" and "))
        + " must be given";
  }

  private static String unknownMessage(CommandLine command, String found) {
    if (found.startsWith("-")) {
      List<String> options =
          command.getCommandSpec().optionsMap().keySet().stream()
              .filter(name -> name.startsWith("--"))
              .toList();
      return "unknown option " + found + Suggestion.question(found, options);
    }
    List<String> verbs = List.copyOf(command.getSubcommands().keySet());
    if (verbs.isEmpty()) {
      return "unexpected argument " + found;
    }
    String question = Suggestion.question(found, verbs);
    return "unknown verb "
        + found
        + (question.isEmpty() ? "." : question)
        + " There are: "
        + String.join(", ", verbs);
  }

  private String jobMessage(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return message(unchecked);
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

  /** What could not be done, if somebody said so, and why. */
  private String message(UncheckedIOException failure) {
    String reason = jobMessage(failure.getCause());
    String message = failure.getMessage();
    if (message == null || message.equals(failure.getCause().toString())) {
      return reason;
    }
    String said = failure.getCause().getMessage();
    return said != null && message.endsWith(said) ? message : message + ": " + reason;
  }

  private void printTrace(Throwable failure, PrintWriter err) {
    if (debug) {
      failure.printStackTrace(err);
    }
  }
}
