package dev.tandem.training.rows;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.InputFitting;
import dev.tandem.features.transform.InputProgram;
import java.util.Arrays;
import java.util.List;

/** Fits declared inputs to the training rows alone. */
final class InputFit {
  private final TimeOrder order;
  private final int trainingRows;
  private int done;

  InputFit(TimeOrder order, TimeSplit split) {
    this.order = order;
    this.trainingRows = split.trainingRows();
  }

  InputProgram run(StoredRows stored, List<Field> layout, List<Input> inputs) {
    InputFitting fitting = InputFitting.of(layout, inputs, trainingRows);
    done = 0;
    stored.forEachChunk(
        inputs.stream().map(Input::feature).distinct().toList(), chunk -> add(chunk, fitting));
    return fitting.fit();
  }

  private void add(Table chunk, InputFitting fitting) {
    int[] rows = new int[chunk.rows()];
    int[] places = new int[chunk.rows()];
    int count = 0;
    for (int row = 0; row < chunk.rows(); row++) {
      int place = order.place(done + row);
      if (place < trainingRows) {
        rows[count] = row;
        places[count++] = place;
      }
    }
    fitting.add(chunk, Arrays.copyOf(rows, count), Arrays.copyOf(places, count));
    done += chunk.rows();
  }
}
