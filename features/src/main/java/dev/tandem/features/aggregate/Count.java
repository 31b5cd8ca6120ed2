package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/** The number of events; 0 over none. */
public record Count() implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.COUNT);
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    ((LongColumn) out).set(row, window.number(0));
  }
}
