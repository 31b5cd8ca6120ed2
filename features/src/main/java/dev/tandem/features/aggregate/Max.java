package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The largest value; null over no events.
 *
 * @param type of the field and of the result
 */
public record Max(ValueType type) implements ColumnAggregate {

  @Override
  public List<ExactState> states() {
    return List.of(Tally.MAX);
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    Values.write(type, windows, 0, out);
  }
}
