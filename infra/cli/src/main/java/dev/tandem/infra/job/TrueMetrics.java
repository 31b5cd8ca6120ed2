package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.training.metric.Auc;
import dev.tandem.training.metric.TaskMetrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the best possible model, which knows the true probabilities, reaches on the test rows. */
final class TrueMetrics {
  private final Truth truth;
  private final long[] ids;
  private final Table test;

  private TrueMetrics(Truth truth, long[] ids, Table test) {
    this.truth = truth;
    this.ids = ids;
    this.test = test;
  }

  private record Identity(long high, long low) {}

  /**
   * The metrics of each task that the truth says something about.
   *
   * @param test the test rows: their identities and labels
   * @param events the identities of the rows' source and the field that the truth goes by
   */
  static Map<String, Map<String, Double>> of(Truth truth, Model model, Table test, Table events) {
    TrueMetrics metrics = new TrueMetrics(truth, ids(truth, test, events), test);
    Map<String, Map<String, Double>> byTask = new LinkedHashMap<>();
    for (Task task : model.tasks()) {
      byTask.put(task.name(), metrics.of(task));
    }
    return byTask;
  }

  /** The columns of {@code events} that are read. */
  static List<String> eventColumns(Truth truth) {
    return List.of(EventColumns.ID_HI, EventColumns.ID_LO, truth.idField());
  }

  private static long[] ids(Truth truth, Table test, Table events) {
    Map<Identity, Integer> rows = new HashMap<>();
    for (int row = 0; row < test.rows(); row++) {
      rows.put(identity(test, row), row);
    }
    long[] ids = new long[test.rows()];
    LongColumn field = events.longs(truth.idField());
    for (int event = 0; event < events.rows(); event++) {
      Integer row = rows.get(identity(events, event));
      if (row != null) {
        ids[row] = field.value(event);
      }
    }
    return ids;
  }

  private static Identity identity(Table table, int row) {
    return new Identity(
        table.longs(EventColumns.ID_HI).value(row), table.longs(EventColumns.ID_LO).value(row));
  }

  private Map<String, Double> of(Task task) {
    Optional<float[]> scores = truth.about(task.label(), ids);
    if (scores.isEmpty()) {
      return Map.of();
    }
    float[] labels = labels("label." + task.label(), scores.get());
    Map<String, Double> metrics = new TreeMap<>();
    switch (task.kind()) {
      case BINARY ->
          Auc.of(scores.get(), labels).ifPresent(auc -> metrics.put(TaskMetrics.AUC, auc));
      case REGRESSION, MULTICLASS, ZILN ->
          metrics.putAll(TaskMetrics.ofValues(task.name(), scores.get(), labels).values());
    }
    return metrics;
  }

  /** The labels, NaN where there is none or no truth. */
  private float[] labels(String name, float[] scores) {
    Column column = test.column(name);
    float[] labels = new float[scores.length];
    for (int row = 0; row < labels.length; row++) {
      boolean outside = column.isNull(row) || Float.isNaN(scores[row]);
      labels[row] = outside ? Float.NaN : value(column, row);
      scores[row] = outside ? 0 : scores[row];
    }
    return labels;
  }

  private static float value(Column column, int row) {
    return column instanceof LongColumn longs
        ? longs.value(row)
        : (float) ((DoubleColumn) column).value(row);
  }
}
