package dev.tandem.infra.job;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.SourceReading;
import dev.tandem.pipelines.export.ExportFormat;
import dev.tandem.pipelines.export.IfExists;
import dev.tandem.pipelines.export.RowExport;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.predict.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Predicts for the rows of a table with a bundle that was trained on one like it.
 *
 * <p>The columns of the result: {@code line}, where the row stands in its file (the header is line
 * 1 of a CSV file), the columns of the declared id, and {@code p.TASK} for each task. Rows that
 * cannot be used are written beside it, with the reasons, as {@code PATH.dead_letters.csv}.
 */
public final class TablePrediction {
  private static final String LINE = "line";
  private static final String PREDICTION = "p.";

  private final Source source;
  private final CompiledService service;
  private final Predictor predictor;
  private final List<Field> fields;
  private long predicted;

  private TablePrediction(TableModel table, Predictor predictor) {
    this.source = table.withoutLabels();
    this.service = table.service();
    this.predictor = predictor;
    this.fields = new ArrayList<>();
    fields.add(new Field(LINE, ValueType.INT64));
    source.eventId().forEach(id -> fields.add(source.find(id).orElseThrow().field()));
    predictor.tasks().forEach(task -> fields.add(prediction(task)));
  }

  private static Field prediction(String task) {
    return new Field(PREDICTION + task, ValueType.FLOAT64);
  }

  /**
   * What was predicted.
   *
   * @param account the rows that were read, and those that could not be used
   */
  public record Result(long predicted, SourceReading.Account account) {}

  /**
   * Writes the predictions of a table.
   *
   * @param bundle the folder of a bundle's versions, as training on a table leaves it
   * @param rows the file, directory or glob of the rows
   * @throws JobFailedException if the bundle is none of a table, or too many rows cannot be used;
   *     nothing is left at {@code out} then but the dead letters
   * @throws IOException if a file cannot be written
   */
  public static Result write(
      Path bundle, String rows, Path out, ExportFormat format, IfExists ifExists)
      throws IOException {
    TableModel table = TableModel.ofBundle(bundle, rows);
    try (Predictor predictor = Predictor.open(bundle)) {
      TablePrediction prediction = new TablePrediction(table, predictor);
      prediction.requireSameVersion(bundle);
      return prediction.write(out, format, ifExists);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void requireSameVersion(Path bundle) {
    if (!predictor.identity().serviceVersion().equals(service.version())) {
      throw new JobFailedException(
          "the declaration beside the bundle in "
              + bundle
              + " was changed since the model was trained; train it again");
    }
  }

  private Result write(Path out, ExportFormat format, IfExists ifExists) throws IOException {
    Path beside = out.resolveSibling(out.getFileName() + ".dead_letters.csv");
    try (RowExport file = RowExport.open(out, format, ifExists, fields);
        RowExport letters =
            RowExport.open(beside, ExportFormat.CSV, IfExists.REPLACE, DeadLetters.FIELDS)) {
      SourceReading.Account account =
          SourceReading.of(source)
              .forEach(rows -> write(predictions(rows), file), rows -> write(rows, letters));
      if (account.deadLetters() > 0) {
        letters.finish();
      }
      requireFew(account, beside);
      file.finish();
      return new Result(predicted, account);
    }
  }

  private static void write(Table rows, RowExport file) {
    try {
      file.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table predictions(Table rows) {
    Predictions found = predictor.predict(service.complete(rows, rows.longs(EventColumns.TIME)));
    Table.Builder table = Table.builder(rows.rows());
    table.add(LINE, rows.longs(EventColumns.ID_LO));
    source.eventId().forEach(id -> table.add(id, rows.column(id)));
    for (int task = 0; task < found.tasks().size(); task++) {
      double[] values = new double[rows.rows()];
      for (int row = 0; row < values.length; row++) {
        values[row] = found.value(task, row);
      }
      table.add(prediction(found.tasks().get(task)).name(), DoubleColumn.of(values));
    }
    predicted += rows.rows();
    return table.build();
  }

  private void requireFew(SourceReading.Account account, Path letters) {
    if (account.deadLetters() > account.read() * source.maxDeadLetterShare()) {
      throw new JobFailedException(
          account.deadLetters()
              + " of "
              + account.read()
              + " rows cannot be used, more than the declared share of "
              + source.maxDeadLetterShare()
              + "; no predictions were written. Reasons: "
              + new TreeMap<>(account.refused())
              + ", the rows are in "
              + letters);
    }
  }
}
