package dev.tandem.infra.cli;

import dev.tandem.infra.job.TandemHome;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the project's files lie; the same for every verb that touches them. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".tandem",
      description = "Where the project's files lie; default: ${DEFAULT-VALUE}.")
  private Path directory;

  TandemHome home() {
    return new TandemHome(directory);
  }
}
