package dev.tandem.serving.log;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.fetch.ServedRows;
import dev.tandem.serving.fetch.ServedScores;
import java.util.Arrays;
import java.util.Optional;

/** The kept rows of one answer, copied on the request's thread; the writer makes a table of it. */
final class ServedBlock {
  private final String service;
  private final String serviceVersion;
  private final long timeMillis;
  private final long servedAtMillis;
  private final int[] rows;
  private final Optional<Model> model;
  private final Table scores;
  private final Table columns;

  /** The name and version of what made the scores. */
  private record Model(String name, String version) {}

  private ServedBlock(
      ServedRows served, int[] rows, long servedAtMillis, Table scores, Table columns) {
    this.service = served.service();
    this.serviceVersion = served.features().serviceVersion();
    this.timeMillis = served.features().atMillis();
    this.servedAtMillis = servedAtMillis;
    this.rows = rows;
    this.model = served.scores().map(s -> new Model(s.model(), s.modelVersion()));
    this.scores = scores;
    this.columns = columns;
  }

  /** Copies rows of an answer. */
  static ServedBlock copy(ServedLayout layout, ServedRows served, int[] rows, long servedAtMillis) {
    return new ServedBlock(
        served, rows, servedAtMillis, scores(served.scores(), rows), layout.copy(served, rows));
  }

  private static Table scores(Optional<ServedScores> served, int[] rows) {
    LongColumn positions = (LongColumn) Column.allocate(ValueType.INT64, rows.length);
    DoubleColumn propensities = (DoubleColumn) Column.allocate(ValueType.FLOAT64, rows.length);
    Table.Builder copied =
        Table.builder(rows.length)
            .add(ServedColumns.POSITION, positions)
            .add(ServedColumns.PROPENSITY, propensities);
    if (served.isPresent()) {
      ServedScores scores = served.get();
      for (int i = 0; i < rows.length; i++) {
        if (scores.position(rows[i]) != ServedScores.NOT_RANKED) {
          positions.set(i, scores.position(rows[i]));
        }
        if (!Double.isNaN(scores.propensity(rows[i]))) {
          propensities.set(i, scores.propensity(rows[i]));
        }
      }
      for (int task = 0; task < scores.tasks().size(); task++) {
        double[] predictions = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
          predictions[i] = scores.value(task, rows[i]);
        }
        copied.add(
            ServedColumns.prediction(scores.tasks().get(task)), DoubleColumn.of(predictions));
      }
    }
    return copied.build();
  }

  /** The name of the service. */
  String service() {
    return service;
  }

  /** The number of rows. */
  int rows() {
    return rows.length;
  }

  /** All columns of the log. */
  Table table(String requestId) {
    return Table.builder(rows.length)
        .add(ServedColumns.REQUEST_ID, all(requestId))
        .add(
            ServedColumns.ROW,
            LongColumn.of(ValueType.INT64, Arrays.stream(rows).asLongStream().toArray()))
        .add(ServedColumns.TIME, all(timeMillis))
        .add(ServedColumns.SERVED_AT, all(servedAtMillis))
        .add(ServedColumns.SERVICE, all(service))
        .add(ServedColumns.SERVICE_VERSION, all(serviceVersion))
        .add(ServedColumns.MODEL, model.map(m -> all(m.name())).orElseGet(this::none))
        .add(ServedColumns.MODEL_VERSION, model.map(m -> all(m.version())).orElseGet(this::none))
        .addAll(scores)
        .addAll(columns)
        .build();
  }

  private Column all(String value) {
    StringColumn column = (StringColumn) none();
    for (int row = 0; row < rows.length; row++) {
      column.set(row, value);
    }
    return column;
  }

  private Column none() {
    return Column.allocate(ValueType.STRING, rows.length);
  }

  private Column all(long instant) {
    long[] instants = new long[rows.length];
    Arrays.fill(instants, instant);
    return LongColumn.of(ValueType.TIMESTAMP, instants);
  }
}
