package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The arithmetic mean, as float64; null over no events.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record Mean(int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.SUM, Tally.COUNT);
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (window.isEmpty()) {
      out.setNull(row);
    } else {
      ((DoubleColumn) out).set(row, FixedPoint.mean(window.number(0), window.number(1), scale));
    }
  }
}
