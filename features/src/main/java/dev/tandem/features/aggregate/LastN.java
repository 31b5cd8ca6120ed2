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
public record LastN(ValueType type, int limit) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestEvents(limit));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    ListColumn lists = (ListColumn) out;
    int first = lists.set(row, window.length());
    for (int i = 0; i < window.length(); i++) {
      Values.write(type, window, i, lists.elements(), first + i);
    }
  }
}
