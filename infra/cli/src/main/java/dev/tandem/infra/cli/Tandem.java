package dev.tandem.infra.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the {@code tandem} command starts. */
public final class Tandem {
  private Tandem() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Before any library asks for a logger.
    boolean debug = Arrays.asList(arguments).contains("--debug");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", debug ? "info" : "error");
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int code = TandemCommand.execute(arguments, out, err);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
