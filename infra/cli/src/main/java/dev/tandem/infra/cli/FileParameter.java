package dev.tandem.infra.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The declaration that a verb is about. */
final class FileParameter {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "tandem.yaml",
      description = "The declaration; default: ${DEFAULT-VALUE}.")
  private Path path;

  Path path() {
    return path;
  }
}
