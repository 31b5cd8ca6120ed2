package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The sum; 0 over no events.
 *
 * @param type of the field and of the sum: int64, or float64 in fixed point
 * @param scale the decimal places kept of float64
 */
public record Sum(ValueType type, int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.SUM);
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (type == ValueType.FLOAT64) {
      ((DoubleColumn) out).set(row, FixedPoint.decode(window.number(0), scale));
    } else {
      ((LongColumn) out).set(row, window.number(0));
    }
  }
}
