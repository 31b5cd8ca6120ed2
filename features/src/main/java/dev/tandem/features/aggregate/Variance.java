package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The variance of the values as a whole population, not as a sample of one, as float64; null over
 * no events.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record Variance(int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return Spread.STATES;
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (window.isEmpty()) {
      out.setNull(row);
    } else {
      ((DoubleColumn) out)
          .set(row, FixedPoint.variance(Spread.of(window), window.number(0), scale));
    }
  }
}
