package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/** The number of events; 0 over none. */
public record Count() implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.COUNT);
  }

  @Override
  public boolean mayBeNull() {
    return false;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    LongColumn counts = (LongColumn) out;
    long[] numbers = windows.numbers(0);
    if (windows.isInOrder()) {
      counts.setFirst(numbers, windows.size());
      return;
    }
    for (int i = 0; i < windows.size(); i++) {
      counts.set(windows.row(i), numbers[i]);
    }
  }
}
