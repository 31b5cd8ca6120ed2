package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The values of the newest events, newest first; the empty list over no events.
 *
 * @param type of the field
 * @param limit how many
 */
public record LastN(ValueType type, int limit) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestEvents(limit));
  }

  @Override
  public boolean mayBeNull() {
    return false;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    ListColumn lists = (ListColumn) out;
    lists.reserve(total(windows));
    Column elements = lists.elements();
    for (int i = 0; i < windows.size(); i++) {
      int length = length(windows, i);
      int first = lists.set(windows.row(i), length);
      for (int n = 0; n < length; n++) {
        Values.writeValue(type, windows, windows.end(i) - 1 - n, elements, first + n);
      }
    }
  }

  private int length(WindowColumns windows, int i) {
    return Math.min(limit, windows.end(i) - windows.first(i));
  }

  private int total(WindowColumns windows) {
    int total = 0;
    for (int i = 0; i < windows.size(); i++) {
      total += length(windows, i);
    }
    return total;
  }
}
