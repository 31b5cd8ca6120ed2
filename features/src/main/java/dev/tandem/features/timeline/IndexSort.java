package dev.tandem.features.timeline;

import java.util.Arrays;

/** Stable merge sort of row numbers by any order of the rows. */
public final class IndexSort {
  private static final int SMALL = 12;

  private IndexSort() {}

  /** An order of rows. */
  @FunctionalInterface
  public interface RowOrder {
    /** Negative if row {@code a} comes before row {@code b}, positive if after, 0 if either may. */
    int compare(int a, int b);
  }

  /** Sorts {@code rows[from, to)}. */
  public static void sort(int[] rows, int from, int to, RowOrder order) {
    if (to - from <= SMALL) {
      insert(rows, from, to, order);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(rows, from, middle, order);
    sort(rows, middle, to, order);
    if (order.compare(rows[middle - 1], rows[middle]) > 0) {
      merge(rows, from, middle, to, order);
    }
  }

  private static void insert(int[] rows, int from, int to, RowOrder order) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int hole = i;
      while (hole > from && order.compare(rows[hole - 1], row) > 0) {
        rows[hole] = rows[hole - 1];
        hole--;
      }
      rows[hole] = row;
    }
  }

  private static void merge(int[] rows, int from, int middle, int to, RowOrder order) {
    int[] left = Arrays.copyOfRange(rows, from, middle);
    int l = 0;
    int r = middle;
    int next = from;
    while (l < left.length) {
      boolean takeRight = r < to && order.compare(left[l], rows[r]) > 0;
      rows[next++] = takeRight ? rows[r++] : left[l++];
    }
  }
}
