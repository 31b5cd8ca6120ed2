package dev.tandem.features.state;

import dev.tandem.features.aggregate.Aggregate;
import dev.tandem.features.aggregate.ColumnAggregate;
import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Column;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.List;

/**
 * The states of some of a view's features over the windows of many entities, filled slot by slot
 * and finished feature by feature. Reused, for one thread.
 */
final class Windows {
  private static final Column[] NO_COLUMNS = {};

  private final FeatureWindows[] byFeature;
  private final WindowState[] singles;
  private final int[] numbers;
  private final int[] columnOf;
  private int[] rows = {};
  private long[] instants = {};
  private int[] unseen = {};
  private byte[] viewStatuses = {};
  private final byte[][] statuses;
  private final WindowStarts starts = new WindowStarts();
  private int count;
  private int size;
  private int unseenCount;
  private long instant;
  private Column[] out = NO_COLUMNS;

  /**
   * Windows of the features with these numbers in the view.
   *
   * @param numbers in the order of the columns that they are written to
   */
  Windows(List<CompiledFeature> features, int[] numbers) {
    this.numbers = numbers;
    this.byFeature = new FeatureWindows[features.size()];
    this.singles = features.stream().map(Windows::single).toArray(WindowState[]::new);
    this.columnOf = new int[features.size()];
    Arrays.fill(columnOf, -1);
    for (int column = 0; column < numbers.length; column++) {
      byFeature[numbers[column]] = new FeatureWindows(features.get(numbers[column]));
      columnOf[numbers[column]] = column;
    }
    this.statuses = new byte[numbers.length][];
  }

  private static WindowState single(CompiledFeature feature) {
    return feature.aggregate() instanceof ColumnAggregate
        ? null
        : new WindowState(feature.states().size());
  }

  /** Begins anew, with at most so many entities, each of which has a row in the columns. */
  void begin(int most, long atInstant, Column[] columns) {
    if (rows.length < most || instants.length == 0) {
      int capacity = Math.max(8, Integer.highestOneBit(Math.max(1, most - 1)) * 2);
      rows = new int[capacity];
      unseen = new int[capacity];
      viewStatuses = new byte[capacity];
      instants = new long[capacity];
      Arrays.fill(instants, atInstant);
      for (int i = 0; i < statuses.length; i++) {
        statuses[i] = new byte[capacity];
      }
    } else if (instant != atInstant) {
      Arrays.fill(instants, atInstant);
    }
    instant = atInstant;
    starts.at(atInstant);
    out = columns;
    count = 0;
    size = 0;
    unseenCount = 0;
  }

  /** Adds the next entity, or group, with its view's status; true if its windows are to be read. */
  boolean add(FeatureStatus status) {
    viewStatuses[count] = (byte) status.code();
    boolean isRead = !status.isUnseen();
    if (isRead) {
      rows[size++] = count;
    } else {
      unseen[unseenCount++] = count;
    }
    count++;
    return isRead;
  }

  /** Reads slots into the windows; the runs are those of the windows, in order. */
  void read(List<Slot> slots, StateRuns runs, String view) {
    if (size > 0) {
      try {
        for (Slot slot : slots) {
          slot.read(runs, this);
        }
      } catch (NumberOverflowException e) {
        throw e.of(view);
      }
      runs.finish();
    }
  }

  /** Gives all windows that are read the states of no events. */
  void clear() {
    for (int feature : numbers) {
      byFeature[feature].begin(size, size == count, rows, instants);
    }
  }

  /** The number of windows that are read. */
  int size() {
    return size;
  }

  /** The instant at which all windows end. */
  long instant() {
    return instant;
  }

  /** The first tile of a target's window. */
  long firstTile(Target target, Tiling tiling) {
    return starts.firstTile(target, tiling);
  }

  /** The windows of a feature; null if it is not among those that are read. */
  FeatureWindows of(int feature) {
    return byFeature[feature];
  }

  /** The windows of the feature that a target names. */
  FeatureWindows of(Target target) {
    return byFeature[target.feature()];
  }

  /** The one window of each feature, by number, of those that are not finished in columns. */
  WindowState[] singles() {
    return singles;
  }

  /** Begins a window of such a feature. */
  void beginSingle(int feature) {
    singles[feature].clear();
    singles[feature].instant(instant);
  }

  /** Finishes it, if the feature is among those that are read. */
  void finishSingle(int feature, int window) {
    if (columnOf[feature] >= 0) {
      Aggregate aggregate = byFeature[feature].feature().aggregate();
      aggregate.finish(singles[feature], out[columnOf[feature]], rows[window]);
    }
  }

  // Hot path: FetchBenchmark. Each loop is over one column.
  /** Writes the values of all entities and how they came about. */
  void finish() {
    for (int i = 0; i < numbers.length; i++) {
      FeatureWindows windows = byFeature[numbers[i]];
      System.arraycopy(viewStatuses, 0, statuses[i], 0, count);
      if (size > 0) {
        windows.finish(out[i]);
        windows.feature().writeDefaults(rows, size, out[i], statuses[i]);
      }
      for (int u = 0; u < unseenCount; u++) {
        windows.feature().writeUnseen(out[i], unseen[u]);
      }
    }
    out = NO_COLUMNS;
  }

  /** The code of the status of a column's row. */
  byte status(int column, int row) {
    return statuses[column][row];
  }

  /** The code of the status of the view for a row. */
  byte viewStatus(int row) {
    return viewStatuses[row];
  }
}
