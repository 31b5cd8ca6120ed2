package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The square root of the {@link Variance}, as float64; null over no events.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record StandardDeviation(int scale) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return Spread.STATES;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    DoubleColumn deviations = (DoubleColumn) out;
    long[] counts = windows.numbers(0);
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        deviations.setNull(windows.row(i));
      } else {
        deviations.set(
            windows.row(i),
            Math.sqrt(FixedPoint.variance(Spread.of(windows, i), counts[i], scale)));
      }
    }
  }
}
