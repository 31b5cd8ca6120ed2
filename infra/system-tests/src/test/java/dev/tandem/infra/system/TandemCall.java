package dev.tandem.infra.system;

import dev.tandem.infra.cli.TandemCommand;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of the {@code tandem} command in this process, and what came of it.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it complained about
 */
record TandemCall(int code, String out, String err) {
  /** Runs the command with these arguments. */
  static TandemCall of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        TandemCommand.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new TandemCall(code, lines(out), lines(err));
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
