package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The value of the newest event; null over no events.
 *
 * @param type of the field and of the result
 */
public record Last(ValueType type) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestEvents(1));
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    for (int i = 0; i < windows.size(); i++) {
      if (windows.isEmpty(i)) {
        out.setNull(windows.row(i));
      } else {
        Values.writeValue(type, windows, windows.end(i) - 1, out, windows.row(i));
      }
    }
  }
}
