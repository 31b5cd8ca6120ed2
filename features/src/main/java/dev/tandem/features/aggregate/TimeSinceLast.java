package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import java.util.List;

/** The milliseconds from the newest event to the window's instant; null over no events. */
public record TimeSinceLast() implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestTime());
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (window.isEmpty()) {
      out.setNull(row);
    } else {
      ((LongColumn) out).set(row, window.instant() - window.number(0));
    }
  }
}
