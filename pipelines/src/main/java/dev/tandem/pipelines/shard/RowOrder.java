package dev.tandem.pipelines.shard;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.TimeSort;

/** Sorts the rows of tables; stable, and the same on every machine. */
public final class RowOrder {
  private static final int SMALL_RUN = 16;

  /** Compares two rows of one table. */
  @FunctionalInterface
  public interface Comparison {
    /** Less than, equal to or greater than 0 as {@code a} comes before, with or after {@code b}. */
    int compare(int a, int b);
  }

  private RowOrder() {}

  // Hot path: once for every row that is written.
  /** The table with its rows in the order of time, then identity. */
  public static Table byTime(Table rows) {
    return inOrder(rows.rows(), time(rows)) ? rows : rows.select(orderByTime(rows));
  }

  // Hot path: once for every row that is staged or written.
  /** The row numbers in the order of time, then identity. */
  public static int[] orderByTime(Table rows) {
    long[] time = rows.longs(EventColumns.TIME).values();
    int[] sorted = TimeSort.sort(time, rows.rows());
    Comparison identity = identity(rows);
    for (int from = 0, next = 1; next <= sorted.length; next++) {
      if (next == sorted.length || time[sorted[next]] != time[sorted[from]]) {
        if (next - from > 1) {
          IndexSort.sort(sorted, from, next, identity::compare);
        }
        from = next;
      }
    }
    return sorted;
  }

  /** Compares rows by time, then by the two halves of the identity, all signed. */
  public static Comparison time(Table rows) {
    long[] time = rows.longs(EventColumns.TIME).values();
    Comparison identity = identity(rows);
    return (a, b) -> {
      int order = Long.compare(time[a], time[b]);
      return order != 0 ? order : identity.compare(a, b);
    };
  }

  /** Compares rows by the two halves of the identity, signed. */
  public static Comparison identity(Table rows) {
    long[] hi = rows.longs(EventColumns.ID_HI).values();
    long[] lo = rows.longs(EventColumns.ID_LO).values();
    return (a, b) -> {
      int order = Long.compare(hi[a], hi[b]);
      return order != 0 ? order : Long.compare(lo[a], lo[b]);
    };
  }

  /** The table with its rows in the given order; the table itself if they are so already. */
  public static Table sorted(Table rows, Comparison comparison) {
    return inOrder(rows.rows(), comparison) ? rows : rows.select(order(rows.rows(), comparison));
  }

  private static boolean inOrder(int rows, Comparison comparison) {
    boolean inOrder = true;
    for (int row = 1; row < rows && inOrder; row++) {
      inOrder = comparison.compare(row - 1, row) <= 0;
    }
    return inOrder;
  }

  /** The row numbers {@code [0, rows)} in the given order. */
  public static int[] order(int rows, Comparison comparison) {
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = row;
    }
    sort(order, order.clone(), 0, rows, comparison);
    return order;
  }

  /** Merge sort of {@code to[from, end)}, which holds the same as {@code other[from, end)}. */
  private static void sort(int[] to, int[] other, int from, int end, Comparison comparison) {
    if (end - from <= SMALL_RUN) {
      insertionSort(to, from, end, comparison);
      return;
    }
    int middle = (from + end) >>> 1;
    sort(other, to, from, middle, comparison);
    sort(other, to, middle, end, comparison);
    int left = from;
    int right = middle;
    for (int i = from; i < end; i++) {
      boolean takeLeft =
          right == end || (left < middle && comparison.compare(other[left], other[right]) <= 0);
      to[i] = takeLeft ? other[left++] : other[right++];
    }
  }

  private static void insertionSort(int[] order, int from, int end, Comparison comparison) {
    for (int i = from + 1; i < end; i++) {
      int row = order[i];
      int j = i;
      for (; j > from && comparison.compare(order[j - 1], row) > 0; j--) {
        order[j] = order[j - 1];
      }
      order[j] = row;
    }
  }
}
