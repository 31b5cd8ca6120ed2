package dev.tandem.infra.job;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.TableModelReader;
import dev.tandem.infra.report.RunReport;
import dev.tandem.pipelines.BackfillReport;
import dev.tandem.pipelines.IngestReport;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.training.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** From a table to a trained model and a report, without a feature store. Immutable. */
public final class TableRun {
  private final TableModel table;
  private final TandemHome home;
  private final JobListener listener;

  private TableRun(TableModel table, TandemHome home, JobListener listener) {
    this.table = table;
    this.home = home;
    this.listener = listener;
  }

  /**
   * A run for a table.
   *
   * @param declaration the file that declares the columns and the model
   * @param rows the file, directory or glob that the rows stand in
   * @param home where everything is kept
   * @throws dev.tandem.features.declaration.InvalidDeclarationException with every mistake in the
   *     declaration
   */
  public static TableRun of(Path declaration, String rows, TandemHome home, JobListener listener) {
    listener.begin("validate");
    TableModel table = TableModel.read(declaration, rows);
    listener.done(declaration + " is valid");
    return new TableRun(table, home, listener);
  }

  /** The declaration as a project. */
  public Project project() {
    return table.project();
  }

  /** Reads the table, trains, publishes the bundle and writes the report. */
  public RunReport train() {
    long began = System.nanoTime();
    ProjectJobs jobs = jobs();
    List<IngestReport> read = jobs.ingest(List.of(TableModelReader.TABLE));
    BackfillReport rows = jobs.backfill(TableModelReader.TABLE, jobs.apply());
    requireRows(read.get(0), rows);
    TrainingReport trained = jobs.train(table.model().name());
    table.copyBeside(home.bundle(table.model().name()));
    RunReport report =
        new RunReport(
            table.project().name(),
            table.model().name(),
            read.stream().map(WholePath::rows).toList(),
            TrainJob.rows(rows.rows(), OptionalLong.of(rows.immature()), trained),
            TrainJob.tasks(trained, Map.of()),
            TrainJob.learnt(home, table.model(), trained),
            Optional.empty(),
            Optional.empty(),
            (System.nanoTime() - began) / 1e9);
    report.write(home.report(), home.readableReport());
    return report;
  }

  /** Reads the table into the training set, unless that has been done. */
  public void prepare() {
    ProjectJobs jobs = jobs();
    List<IngestReport> read = jobs.ingest(List.of(TableModelReader.TABLE));
    requireRows(read.get(0), jobs.backfill(TableModelReader.TABLE, jobs.apply()));
  }

  /** The steps of the table's project. */
  private ProjectJobs jobs() {
    PipelineSettings settings =
        PipelineSettings.of(home.directory())
            .withParallelism(Runtime.getRuntime().availableProcessors());
    LogFiles files = new LogFiles(table.declaration(), Optional.empty());
    return new ProjectJobs(table.project(), home, files, settings, listener);
  }

  private static void requireRows(IngestReport read, BackfillReport rows) {
    if (rows.rows() == 0) {
      throw new JobFailedException(
          "the table has no row that can be used: " + read.read() + " were read");
    }
  }
}
