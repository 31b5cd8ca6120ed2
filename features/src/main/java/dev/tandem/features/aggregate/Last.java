package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The value of the newest event; null over no events.
 *
 * @param type of the field and of the result
 */
public record Last(ValueType type) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new NewestEvents(1));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (window.isEmpty()) {
      out.setNull(row);
    } else {
      Values.write(type, window, 0, out, row);
    }
  }
}
