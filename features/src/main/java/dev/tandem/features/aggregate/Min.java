package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The smallest value; null over no events.
 *
 * @param type of the field and of the result
 */
public record Min(ValueType type) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.MIN);
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    if (window.isEmpty()) {
      out.setNull(row);
    } else {
      Values.write(type, window.number(0), out, row);
    }
  }
}
