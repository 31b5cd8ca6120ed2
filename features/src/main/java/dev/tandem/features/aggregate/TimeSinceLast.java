package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/** The milliseconds from the newest event to the window's instant; null over no events. */
public record TimeSinceLast() implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestTime());
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    LongColumn millis = (LongColumn) out;
    long[] newest = windows.numbers(0);
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        millis.setNull(windows.row(i));
      } else {
        millis.set(windows.row(i), windows.instant(i) - newest[i]);
      }
    }
  }
}
