package dev.tandem.features.timeline;

import dev.tandem.features.aggregate.FixedPoint;
import dev.tandem.features.aggregate.OrderedDouble;
import dev.tandem.features.aggregate.ValueBuckets;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * The events of timelines that a selection counts, numbered 0, 1, 2 … in order of their positions.
 *
 * <p>The arrays are shared with the caller, who must not change them. For one thread.
 */
public final class SelectedEvents {
  private final Table events;
  private final Timelines timelines;
  private final Selection selection;
  private final int[] rank;
  private final int[] positions;
  private final int[] selectedRows;
  private long[] values;

  // Hot path: PointInTimeJoinBenchmark.
  /** Selects from the timelines of a table of events. */
  public SelectedEvents(Table events, Timelines timelines, Selection selection) {
    this.events = events;
    this.timelines = timelines;
    this.selection = selection;
    boolean[] selected = selection.in(events);
    if (allOf(selected)) {
      this.rank = timelines.positions();
      this.positions = rank;
      this.selectedRows = timelines.rows();
      return;
    }
    int size = timelines.size();
    int[] rows = timelines.rows();
    this.rank = new int[size + 1];
    int[] found = new int[size];
    int[] foundRows = new int[size];
    int count = 0;
    for (int position = 0; position < size; position++) {
      rank[position] = count;
      found[count] = position;
      foundRows[count] = rows[position];
      count += selected[rows[position]] ? 1 : 0;
    }
    rank[size] = count;
    this.positions = found;
    this.selectedRows = Arrays.copyOf(foundRows, count);
  }

  private static boolean allOf(boolean[] flags) {
    boolean all = true;
    for (boolean flag : flags) {
      all &= flag;
    }
    return all;
  }

  /** The number of selected events. */
  public int size() {
    return selectedRows.length;
  }

  /** True if every event is selected, so that its number is its position. */
  public boolean areAll() {
    return size() == timelines.size();
  }

  /** The timelines they are selected from. */
  public Timelines timelines() {
    return timelines;
  }

  /** For each position, and for the end, how many selected events come before it. */
  public int[] rank() {
    return rank;
  }

  /** The time of a selected event. */
  public long time(int event) {
    return timelines.times()[positions[event]];
  }

  /** The row of a selected event in the table of events. */
  public int row(int event) {
    return selectedRows[event];
  }

  /** The number of the first selected event of an entity; for the number of entities, the end. */
  public int start(int entity) {
    return rank[timelines.start(entity)];
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * The values of the selection's field as longs: int64, timestamp and bool as they are, float64 by
   * {@link OrderedDouble}, strings as their codes in {@link #dictionary()}.
   */
  public long[] values() {
    if (values == null) {
      values = gather(column());
    }
    return values;
  }

  private long[] gather(Column column) {
    int[] rows = selectedRows;
    long[] gathered = new long[size()];
    if (column instanceof DoubleColumn doubles) {
      for (int i = 0; i < gathered.length; i++) {
        gathered[i] = OrderedDouble.encode(doubles.value(rows[i]));
      }
    } else if (column instanceof StringColumn strings) {
      for (int i = 0; i < gathered.length; i++) {
        gathered[i] = strings.codeAt(rows[i]);
      }
    } else {
      long[] longs = ((LongColumn) column).values();
      for (int i = 0; i < gathered.length; i++) {
        gathered[i] = longs[rows[i]];
      }
    }
    return gathered;
  }

  /**
   * The values of the field by which the selection counts apart, as longs: int64 as they are,
   * strings as the codes of that column.
   */
  public long[] groups() {
    return gather(events.column(selection.by().orElseThrow().name()));
  }

  // Hot path: PointInTimeJoinBenchmark.
  /** The values of the selection's numeric field as summands: float64 in fixed point. */
  public long[] summands(int scale) {
    if (!(column() instanceof DoubleColumn doubles)) {
      return values();
    }
    int[] rows = selectedRows;
    long[] summands = new long[size()];
    for (int i = 0; i < summands.length; i++) {
      summands[i] = FixedPoint.encode(doubles.value(rows[i]), scale);
    }
    return summands;
  }

  // Hot path: SummariesBenchmark.
  /** The buckets into which the values of the selection's numeric field fall. */
  public long[] buckets(ValueBuckets buckets) {
    long[] found = new long[size()];
    if (column() instanceof DoubleColumn doubles) {
      int[] rows = timelines.rows();
      for (int i = 0; i < found.length; i++) {
        found[i] = buckets.bucketOf(doubles.value(rows[positions[i]]));
      }
    } else {
      for (int i = 0; i < found.length; i++) {
        found[i] = buckets.bucketOf((double) values()[i]);
      }
    }
    return found;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * The vector of a selected event in fixed point, if the selection's field holds vectors.
   *
   * @param into gets 1, then the components
   * @throws IllegalArgumentException if there are fewer or more components than it has room for
   */
  public void vector(int event, int scale, long[] into) {
    ListColumn lists = (ListColumn) column();
    int row = row(event);
    if (lists.length(row) != into.length - 1) {
      throw new IllegalArgumentException(
          "found a vector of dimension " + lists.length(row) + ", allowed: " + (into.length - 1));
    }
    double[] components = ((DoubleColumn) lists.elements()).values();
    int before = lists.start(row) - 1;
    into[0] = 1;
    for (int i = 1; i < into.length; i++) {
      into[i] = FixedPoint.encode(components[before + i], scale);
    }
  }

  /** True if the selection's field is of type string. */
  public boolean holdsText() {
    return column() instanceof StringColumn;
  }

  /** The strings of the codes in {@link #values()}; empty if the field is not of type string. */
  public List<String> dictionary() {
    return column() instanceof StringColumn strings ? strings.dictionary() : List.of();
  }

  private Column column() {
    return events.column(selection.field().orElseThrow().name());
  }
}
