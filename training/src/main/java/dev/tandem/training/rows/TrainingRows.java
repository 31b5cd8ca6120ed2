package dev.tandem.training.rows;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.training.head.LabelScale;
import dev.tandem.training.head.TaskHead;
import java.util.ArrayList;
import java.util.List;

/**
 * All rows of a training set as a network reads them, in order of time: inputs, labels and the
 * split. They are in a {@link RowFile}, so that memory need not hold them. Many threads may read
 * them; close them to give the file's space back.
 */
public final class TrainingRows implements AutoCloseable {
  private final StoredRows stored;
  private final TimeOrder order;
  private final TimeSplit split;
  private final long validationFromMillis;
  private final long testFromMillis;
  private final InputProgram inputs;
  private final RowFile file;
  private final List<TaskHead> heads = new ArrayList<>();

  private TrainingRows(
      StoredRows stored,
      List<Field> layout,
      List<Input> inputs,
      List<Task> tasks,
      double validationShare,
      double testShare) {
    this.stored = stored;
    long[] times = new long[Math.toIntExact(stored.size())];
    this.order = TimeOrder.of(stored, times);
    this.split = TimeSplit.of(times, validationShare, testShare);
    this.validationFromMillis = timeMillis(times, split.validationFrom());
    this.testFromMillis = timeMillis(times, split.testFrom());
    this.inputs = new InputFit(order, split).run(stored, layout, inputs);
    this.file = new RowTransform(order).run(stored, this.inputs, tasks);
    for (int task = 0; task < tasks.size(); task++) {
      float[] known = labels(task, 0, split.trainingRows());
      heads.add(TaskHead.of(tasks.get(task), LabelScale.fit(known, known.length)));
    }
  }

  /** The time of a row; one past the last row's for the number of rows. */
  private static long timeMillis(long[] times, int row) {
    return row < times.length ? times[row] : times[row - 1] + 1;
  }

  /**
   * Orders and splits the rows of a training set, fits the inputs to its training rows, and writes
   * all rows to a file as the network will read them.
   *
   * @param stored with the {@link EventColumns}, the layout's fields and the tasks' labels
   * @param layout the fields of the feature service
   * @throws java.io.UncheckedIOException if they cannot be read, or not be written
   */
  public static TrainingRows of(
      StoredRows stored,
      List<Field> layout,
      List<Input> inputs,
      List<Task> tasks,
      double validationShare,
      double testShare) {
    return new TrainingRows(stored, layout, inputs, tasks, validationShare, testShare);
  }

  /** The number of rows. */
  public int size() {
    return order.rows();
  }

  /** Where the splits begin. */
  public TimeSplit split() {
    return split;
  }

  /** The time of the first validation row; without one, just after the training rows. */
  public long validationFromMillis() {
    return validationFromMillis;
  }

  /** The time of the first test row; without one, just after the rows before. */
  public long testFromMillis() {
    return testFromMillis;
  }

  /** The inputs, fitted to the training rows. */
  public InputProgram inputs() {
    return inputs;
  }

  /** Copies the embedding ids of a row to {@code into}, from {@code at} on. */
  public void ids(int row, int[] into, int at) {
    file.ids(row, into, at);
  }

  /** Copies the dense inputs of a row to {@code into}, from {@code at} on. */
  public void dense(int row, float[] into, int at) {
    file.dense(row, into, at);
  }

  /** A task's label of a row in its unit, NaN where null. */
  public float label(int task, int row) {
    return file.label(row, task);
  }

  /** A task's labels of the rows [from, to) in their unit, NaN where null. */
  public float[] labels(int task, int from, int to) {
    float[] labels = new float[to - from];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(task, from + i);
    }
    return labels;
  }

  /** A task's label of a row as the network learns it, NaN where null. */
  public float target(int task, int row) {
    return heads.get(task).target(label(task, row));
  }

  /** What the units of a task's head mean; fitted to the labels of the training rows. */
  public TaskHead head(int task) {
    return heads.get(task);
  }

  /** The given columns of the test rows. */
  public Table testRows(List<String> columns) {
    return columns(columns, split.testFrom(), size());
  }

  /** The given columns of the rows [from, to) in order of time. */
  public Table columns(List<String> columns, int from, int to) {
    return order.read(stored, columns, from, to);
  }

  @Override
  public void close() {
    file.close();
  }
}
