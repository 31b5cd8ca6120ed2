package dev.tandem.infra.cli;

import dev.tandem.infra.job.TablePrediction;
import dev.tandem.pipelines.export.ExportFormat;
import dev.tandem.pipelines.export.IfExists;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rows of a table to predict for, by which bundle, and where the predictions go. */
final class TablePredictionOptions {
  @Option(
      names = "--table",
      paramLabel = "PATH",
      description = "A table of CSV, Parquet or Arrow files with the columns that the model reads.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "With --table: the bundle of a model that was trained on a table.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "With --table: the file to write, as Parquet if it ends with .parquet, else as CSV.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--overwrite", description = "With --table: replace what is at FILE.")
  private boolean overwrite;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  boolean areUsed() {
    return table.isPresent();
  }

  /** Predicts and says what came of it. */
  void predict() throws IOException {
    Path from = bundle.orElseThrow(() -> missing("--bundle DIR"));
    Path to = out.orElseThrow(() -> missing("--out FILE"));
    PrintWriter print = spec.commandLine().getOut();
    Progress progress = Progress.on(print);
    progress.begin("predict");
    TablePrediction.Result result =
        TablePrediction.write(
            from,
            table.orElseThrow(),
            to,
            format(to),
            overwrite ? IfExists.REPLACE : IfExists.REFUSE);
    progress.done(
        Progress.count(result.account().read())
            + " rows read = "
            + Progress.count(result.predicted())
            + " predicted + "
            + Progress.count(result.account().deadLetters())
            + " dead letters"
            + (result.account().deadLetters() == 0
                ? ""
                : " " + new TreeMap<>(result.account().refused())));
    print.println("written to " + to);
  }

  private static ExportFormat format(Path to) {
    String name = to.toString();
    if (name.endsWith(".parquet")) {
      return ExportFormat.PARQUET;
    }
    return name.endsWith(".gz") ? ExportFormat.CSV_GZIP : ExportFormat.CSV;
  }

  private ParameterException missing(String option) {
    return new ParameterException(spec.commandLine(), "--table needs " + option);
  }
}
