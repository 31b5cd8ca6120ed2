package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The arithmetic mean, as float64; null over no events.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record Mean(int scale) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.SUM, Tally.COUNT);
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    DoubleColumn means = (DoubleColumn) out;
    long[] sums = windows.numbers(0);
    long[] counts = windows.numbers(1);
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        means.setNull(windows.row(i));
      } else {
        means.set(windows.row(i), FixedPoint.mean(sums[i], counts[i], scale));
      }
    }
  }
}
