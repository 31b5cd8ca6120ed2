package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The value of the oldest event; null over no events.
 *
 * @param type of the field and of the result
 */
public record First(ValueType type) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new OldestEvent());
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
