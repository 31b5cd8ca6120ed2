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
public record Sum(ValueType type, int scale) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.SUM);
  }

  @Override
  public boolean mayBeNull() {
    return false;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    long[] sums = windows.numbers(0);
    if (type == ValueType.FLOAT64) {
      DoubleColumn doubles = (DoubleColumn) out;
      for (int i = 0; i < windows.size(); i++) {
        doubles.set(windows.row(i), FixedPoint.decode(sums[i], scale));
      }
    } else {
      LongColumn longs = (LongColumn) out;
      for (int i = 0; i < windows.size(); i++) {
        longs.set(windows.row(i), sums[i]);
      }
    }
  }
}
