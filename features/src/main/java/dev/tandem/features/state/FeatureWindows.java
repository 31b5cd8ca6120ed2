package dev.tandem.features.state;

import dev.tandem.features.aggregate.ColumnAggregate;
import dev.tandem.features.aggregate.WindowColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.CompiledFeature;
import java.util.Arrays;

/**
 * One feature's states over the windows of many entities. For aggregates that are finished in
 * columns. Reused, for one thread.
 */
final class FeatureWindows {
  private final CompiledFeature feature;
  private final long[][] numbers;
  private int[] first = {};
  private int[] end = {};
  private long[] values = {};
  private int used;
  private final TextPool texts = new TextPool();
  private WindowColumns columns;

  FeatureWindows(CompiledFeature feature) {
    this.feature = feature;
    this.numbers = new long[feature.states().size()][];
  }

  CompiledFeature feature() {
    return feature;
  }

  /**
   * Gives every window the states of no events.
   *
   * @param inOrder true if the rows are 0, 1, 2 and so on
   * @param rows the rows of all windows, shared by all features
   * @param instants the instant of each window, shared too
   */
  void begin(int size, boolean inOrder, int[] rows, long[] instants) {
    if (columns == null || first.length != rows.length) {
      first = new int[rows.length];
      end = new int[rows.length];
      columns = new WindowColumns(numbers.length, rows, instants, first, end);
      for (int state = 0; state < numbers.length; state++) {
        numbers[state] = new long[rows.length];
        columns.numbers(state, numbers[state]);
      }
      columns.values(values, texts.texts());
    } else {
      for (long[] ofState : numbers) {
        Arrays.fill(ofState, 0, size, 0);
      }
      Arrays.fill(first, 0, size, 0);
      Arrays.fill(end, 0, size, 0);
    }
    used = 0;
    columns.size(size);
    columns.inOrder(inOrder);
  }

  /** The number of a state, by window. */
  long[] numbers(int state) {
    return numbers[state];
  }

  /** Holds 1 for each window that counts an event; for states that are numbers. */
  int[] occupied() {
    return end;
  }

  /** Says that that many values at most will be added. */
  void expectValues(int most) {
    if (values.length < most) {
      values = new long[most];
      columns.values(values, texts.texts());
    }
    texts.expect(most);
  }

  /** Makes room for the values of a window, at most so many; they come newest first. */
  void beginValues(int window, int most) {
    used += most;
    first[window] = used;
    end[window] = used;
  }

  /** The number of values of a window. */
  int values(int window) {
    return end[window] - first[window];
  }

  /** Adds the next older value of a window. */
  void addValue(int window, long value) {
    values[--first[window]] = value;
  }

  /** Where texts are kept; their codes are the values of windows. */
  TextPool texts() {
    return texts;
  }

  // Hot path: FetchBenchmark.
  /** Finishes all windows, unless each was finished as soon as its slot had been read. */
  void finish(Column out) {
    if (feature.aggregate() instanceof ColumnAggregate aggregate) {
      aggregate.finish(columns, out);
    }
  }
}
