package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/** The exact number of distinct values; 0 over no events. */
public record CountDistinct() implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new DistinctKeys());
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    ((LongColumn) out).set(row, window.number(0));
  }
}
