package dev.tandem.training.rows;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputBuffer;
import dev.tandem.features.transform.InputProgram;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Writes stored rows to a {@link RowFile}: transformed, and in order of time. */
final class RowTransform {
  private static final int AT_ONCE = 8192;

  private final TimeOrder order;
  private final InputBuffer buffer = new InputBuffer();
  private int[] ids = {};
  private int done;

  RowTransform(TimeOrder order) {
    this.order = order;
  }

  /** The file of all rows with these inputs and the labels of these tasks. */
  RowFile run(StoredRows stored, InputProgram inputs, List<Task> tasks) {
    RowLayout layout = new RowLayout(inputs.idWidth(), inputs.denseWidth(), tasks.size());
    RowFile file = RowFile.create(layout, order.rows());
    try {
      done = 0;
      stored.forEachChunk(
          columns(stored, inputs, tasks),
          chunk -> {
            for (int from = 0; from < chunk.rows(); from += AT_ONCE) {
              int to = Math.min(chunk.rows(), from + AT_ONCE);
              write(chunk.range(from, to), inputs, tasks, file);
            }
          });
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The columns to read; a label that is not there is left to be reported with its task. */
  private static List<String> columns(StoredRows stored, InputProgram inputs, List<Task> tasks) {
    Set<String> columns = new LinkedHashSet<>();
    inputs.layout().forEach(field -> columns.add(field.name()));
    List<String> present = stored.fields().stream().map(Field::name).toList();
    tasks.stream()
        .map(task -> LabelColumns.name(task.label()))
        .filter(present::contains)
        .forEach(columns::add);
    return new ArrayList<>(columns);
  }

  private void write(Table rows, InputProgram inputs, List<Task> tasks, RowFile file) {
    inputs.apply(rows.project(inputs.layout().stream().map(Field::name).toList()), buffer);
    narrowIds(rows.rows() * inputs.idWidth());
    int[] all = IntStream.range(0, rows.rows()).toArray();
    for (int row = 0; row < rows.rows(); row++) {
      file.writeInputs(
          order.place(done + row),
          ids,
          row * inputs.idWidth(),
          buffer.dense(),
          row * inputs.denseWidth());
    }
    for (int task = 0; task < tasks.size(); task++) {
      float[] labels = LabelColumns.read(rows, tasks.get(task), tasks, all);
      for (int row = 0; row < labels.length; row++) {
        file.writeLabel(order.place(done + row), task, labels[row]);
      }
    }
    done += rows.rows();
  }

  private void narrowIds(int count) {
    if (ids.length < count) {
      ids = new int[count];
    }
    for (int i = 0; i < count; i++) {
      ids[i] = (int) buffer.ids()[i];
    }
  }
}
