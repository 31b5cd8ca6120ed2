package dev.tandem.training.rows;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.List;

/** Reads the labels of tasks from a training set's columns {@code label.<name>}. */
public final class LabelColumns {
  private static final String PREFIX = "label.";

  private LabelColumns() {}

  /** The name of the column that holds a label. */
  public static String name(String label) {
    return PREFIX + label;
  }

  /**
   * A task's labels in the given order of rows; NaN where null and outside its sample space.
   *
   * @param tasks all tasks of the model
   * @throws InvalidDeclarationException if the column is absent or not of numbers, or holds a label
   *     that the task cannot have
   */
  public static float[] read(Table table, Task task, List<Task> tasks, int[] order) {
    float[] labels = read(table, task, order);
    AllowedLabels allowed = AllowedLabels.of(task);
    for (float label : labels) {
      if (!Float.isNaN(label) && !allowed.has(label)) {
        throw invalid(
            task, "'" + task.label() + "' holds " + label + ", allowed: " + allowed.words());
      }
    }
    for (Task other : tasks) {
      if (task.space().filter(other.name()::equals).isPresent()) {
        keepWhereItHappened(labels, read(table, other, order));
      }
    }
    return labels;
  }

  private static void keepWhereItHappened(float[] labels, float[] happened) {
    for (int i = 0; i < labels.length; i++) {
      if (happened[i] != 1) {
        labels[i] = Float.NaN;
      }
    }
  }

  private static float[] read(Table table, Task task, int[] order) {
    Column column =
        table
            .find(name(task.label()))
            .orElseThrow(
                () -> invalid(task, "the training set has no label '" + task.label() + "'"));
    if (!(column instanceof LongColumn) && !(column instanceof DoubleColumn)) {
      throw invalid(task, "'" + task.label() + "' is " + column.type().declaredName());
    }
    float[] labels = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      labels[i] = column.isNull(order[i]) ? Float.NaN : value(column, order[i]);
    }
    return labels;
  }

  private static float value(Column column, int row) {
    return column instanceof DoubleColumn doubles
        ? (float) doubles.value(row)
        : (float) ((LongColumn) column).value(row);
  }

  private static InvalidDeclarationException invalid(Task task, String message) {
    return new InvalidDeclarationException(
        List.of(new Problem("tasks." + task.name() + ".label", message)));
  }
}
