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
public record Variance(int scale) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return Spread.STATES;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    DoubleColumn variances = (DoubleColumn) out;
    long[] counts = windows.numbers(0);
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        variances.setNull(windows.row(i));
      } else {
        variances.set(windows.row(i), FixedPoint.variance(Spread.of(windows, i), counts[i], scale));
      }
    }
  }
}
