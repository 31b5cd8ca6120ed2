package dev.tandem.infra.cli;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.infra.job.Datasets;
import dev.tandem.pipelines.export.Export;
import dev.tandem.pipelines.export.ExportFormat;
import dev.tandem.pipelines.export.IfExists;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem export}: from a dataset to files that other programs read. */
@Command(
    name = "export",
    description =
        "Write a training set, which backfill has computed, or any other dataset, as Parquet or"
            + " CSV, for pandas, Polars, DuckDB or PyTorch.")
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TRAINING_SET",
      description = "The name of a training set, or the folder of a dataset.")
  private String dataset;

  @Mixin private HomeOption home;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "parquet or csv.")
  private String format;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "The file to write; with --files, the folder.")
  private Path out;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many files of about equally many rows; default: ${DEFAULT-VALUE}.")
  private int files;

  @Option(names = "--gzip", description = "Compress CSV, as for a name that ends with .gz.")
  private boolean gzip;

  @Option(names = "--overwrite", description = "Replace what is at PATH.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ExportFormat wanted = format();
    if (files < 1) {
      throw new ParameterException(
          spec.commandLine(), "--files: found " + files + ", allowed: 1 or more");
    }
    Progress progress = Progress.on(spec.commandLine().getOut());
    LocalDataset source = Datasets.find(home.home(), dataset);
    progress.begin("export " + dataset);
    long rows =
        Export.of(source, wanted)
            .withFiles(files)
            .withTarget(overwrite ? IfExists.REPLACE : IfExists.REFUSE)
            .to(out, (done, all) -> progress.reached(done, all, "rows"));
    progress.done(
        String.format(
            Locale.ROOT, "%,d rows, %d columns", rows, source.manifest().fields().size()));
    spec.commandLine().getOut().println("written to " + out);
    return TandemCommand.DONE;
  }

  private ExportFormat format() {
    boolean compressed = gzip || out.toString().endsWith(".gz");
    return switch (format) {
      case "csv" -> compressed ? ExportFormat.CSV_GZIP : ExportFormat.CSV;
      case "parquet" -> {
        if (compressed) {
          throw new ParameterException(
              spec.commandLine(),
              "--gzip and names that end with .gz are for csv; parquet is compressed within");
        }
        yield ExportFormat.PARQUET;
      }
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--format: " + Refusal.unknownName(format, List.of("parquet", "csv")));
    };
  }
}
