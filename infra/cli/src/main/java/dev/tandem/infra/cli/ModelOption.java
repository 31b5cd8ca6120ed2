package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.Models;
import dev.tandem.infra.job.TableRun;
import dev.tandem.infra.job.TandemHome;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which of a project's models a verb is about. */
final class ModelOption {
  static final String TABLE_NEEDS_FILE =
      "--table needs --model FILE, which declares the table's columns and the model";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model, which also names its training set and service; default: the only one.")
  private Optional<String> name = Optional.empty();

  Model choose(Project project) {
    return Models.choose(project, name);
  }

  /** With a table the option names a file. */
  Optional<Path> file() {
    return name.map(Path::of);
  }

  /**
   * A run on a table with the model of that file.
   *
   * @throws ParameterException if no file is named
   */
  TableRun runOnTable(String table, TandemHome home, CommandSpec command, JobListener listener) {
    Path declaration =
        file().orElseThrow(() -> new ParameterException(command.commandLine(), TABLE_NEEDS_FILE));
    return TableRun.of(declaration, table, home, listener);
  }

  Optional<String> name() {
    return name;
  }
}
