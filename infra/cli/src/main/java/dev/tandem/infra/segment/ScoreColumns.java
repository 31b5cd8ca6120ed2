package dev.tandem.infra.segment;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.List;

/** What a model predicted for some rows, and what came true, task by task. */
final class ScoreColumns {
  private static final String PREDICTION = "p.";
  private static final String LABEL = "label.";

  private final List<Task> tasks;
  private final Table rows;

  /**
   * The columns of a dataset of predictions.
   *
   * @param rows with {@code p.TASK} and {@code label.LABEL} for each of the tasks
   */
  ScoreColumns(List<Task> tasks, Table rows) {
    this.tasks = List.copyOf(tasks);
    this.rows = rows;
  }

  List<Task> tasks() {
    return tasks;
  }

  int rows() {
    return rows.rows();
  }

  double[] predictions(Task task) {
    return numbers(PREDICTION + task.name());
  }

  /** The labels, NaN where a row has none. */
  double[] outcomes(Task task) {
    return numbers(LABEL + task.label());
  }

  private double[] numbers(String name) {
    Column column = rows.column(name);
    double[] numbers = new double[rows.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = column.isNull(row) ? Double.NaN : number(column, row);
    }
    return numbers;
  }

  private static double number(Column column, int row) {
    return column instanceof LongColumn longs
        ? longs.value(row)
        : ((DoubleColumn) column).value(row);
  }
}
