package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * The most frequent values, most frequent first, ties by the smaller value (strings by code point);
 * the empty list over no events.
 *
 * @param type of the field, int64 or string
 * @param limit how many
 * @param most how many values are told apart, see {@link ValueCounts}
 */
public record TopK(ValueType type, int limit, int most) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new ValueCounts(Optional.empty(), most));
  }

  // Hot path: SummariesBenchmark.
  @Override
  public void finish(WindowState window, Column out, int row) {
    KeyCounts counts = window.counts();
    int[] best = counts.mostFrequent(limit);
    int length = Math.min(limit, counts.size());
    ListColumn lists = (ListColumn) out;
    int first = lists.set(row, length);
    for (int i = 0; i < length; i++) {
      if (type == ValueType.STRING) {
        ((StringColumn) lists.elements()).set(first + i, counts.text(best[i]));
      } else {
        ((LongColumn) lists.elements()).set(first + i, counts.key(best[i]));
      }
    }
  }
}
