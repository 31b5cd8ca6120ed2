package dev.tandem.training.rows;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.training.head.LabelScale;
import dev.tandem.training.head.TaskHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All rows of a training set as a network reads them, in order of time: inputs, labels and the
 * split. Immutable, but for shared arrays that nobody writes to.
 */
public final class TrainingRows {
  private static final int CHUNK = 8192;

  private final Table table;
  private final int[] order;
  private final TimeSplit split;
  private final InputProgram inputs;
  private final float[] dense;
  private final int[] ids;
  private final List<float[]> labels;
  private final List<TaskHead> heads;
  private final List<float[]> targets;

  private TrainingRows(
      Table table, int[] order, TimeSplit split, InputProgram inputs, List<Task> tasks) {
    this.table = table;
    this.order = order;
    this.split = split;
    this.inputs = inputs;
    this.dense = new float[Math.multiplyExact(order.length, inputs.denseWidth())];
    this.ids = new int[Math.multiplyExact(order.length, inputs.idWidth())];
    this.labels = tasks.stream().map(t -> LabelColumns.read(table, t, tasks, order)).toList();
    this.heads = new ArrayList<>();
    this.targets = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      float[] values = labels.get(task);
      heads.add(TaskHead.of(tasks.get(task), LabelScale.fit(values, split.trainingRows())));
      targets.add(targets(heads.get(task), values));
    }
    transform();
  }

  /**
   * Orders and splits the rows of a training set, and fits the inputs to its training rows.
   *
   * @param table with the {@link EventColumns}, the layout's fields and the tasks' labels
   * @param layout the fields of the feature service
   */
  public static TrainingRows of(
      Table table,
      List<Field> layout,
      List<Input> inputs,
      List<Task> tasks,
      double validationShare,
      double testShare) {
    int[] order = TimeOrder.of(table);
    long[] times = new long[order.length];
    LongColumn column = table.longs(EventColumns.TIME);
    for (int i = 0; i < order.length; i++) {
      times[i] = column.value(order[i]);
    }
    TimeSplit split = TimeSplit.of(times, validationShare, testShare);
    InputProgram program =
        InputProgram.fit(layout, inputs, table, Arrays.copyOf(order, split.trainingRows()));
    return new TrainingRows(table, order, split, program, tasks);
  }

  private static float[] targets(TaskHead head, float[] labels) {
    float[] targets = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = head.target(labels[i]);
    }
    return targets;
  }

  private void transform() {
    Table features = table.project(inputs.layout().stream().map(Field::name).toList());
    InputBuffer buffer = new InputBuffer();
    for (int from = 0; from < order.length; from += CHUNK) {
      int rows = Math.min(CHUNK, order.length - from);
      inputs.apply(features.select(Arrays.copyOfRange(order, from, from + rows)), buffer);
      System.arraycopy(
          buffer.dense(), 0, dense, from * inputs.denseWidth(), rows * inputs.denseWidth());
      for (int i = 0, at = from * inputs.idWidth(); i < rows * inputs.idWidth(); i++) {
        ids[at + i] = (int) buffer.ids()[i];
      }
    }
  }

  /** The number of rows. */
  public int size() {
    return order.length;
  }

  /** Where the splits begin. */
  public TimeSplit split() {
    return split;
  }

  /** The inputs, fitted to the training rows. */
  public InputProgram inputs() {
    return inputs;
  }

  /** The dense inputs, rows x dense width; shared. */
  public float[] dense() {
    return dense;
  }

  /** The embedding ids, rows x id width; shared. */
  public int[] ids() {
    return ids;
  }

  /** A task's labels in their unit, NaN where null; shared. */
  public float[] labels(int task) {
    return labels.get(task);
  }

  /** A task's labels as the network learns them, NaN where null; shared. */
  public float[] targets(int task) {
    return targets.get(task);
  }

  /** What the units of a task's head mean; fitted to the labels of the training rows. */
  public TaskHead head(int task) {
    return heads.get(task);
  }

  /** The time of a row; one past the last row's time for {@code row == size()}. */
  public long timeMillis(int row) {
    return row < order.length
        ? table.longs(EventColumns.TIME).value(order[row])
        : table.longs(EventColumns.TIME).value(order[row - 1]) + 1;
  }

  /** The given columns of the test rows. */
  public Table testRows(List<String> columns) {
    return columns(columns, split.testFrom(), size());
  }

  /** The given columns of the rows [from, to) in order of time. */
  public Table columns(List<String> columns, int from, int to) {
    return table.project(columns).select(Arrays.copyOfRange(order, from, to));
  }
}
