package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.Arrays;

/**
 * Numbers the rows of a request by what they stand for: rows that agree in all parts have one
 * number, and numbers come in the order of their first rows. Reused, for one thread.
 *
 * <p>A part of one value stands for every row.
 */
final class RowNumbers {
  private long[][] parts = new long[2][0];
  private int partCount;
  private boolean differ;
  private int rows;
  private int count;
  private int[] ofRow = {};
  private int[] firstRows = {};
  private int[] slots = new int[16]; // a number plus 1, or 0

  /** Begins anew with so many rows. */
  void begin(int ofRequest) {
    rows = ofRequest;
    partCount = 0;
    differ = rows == 0;
    if (ofRow.length < rows) {
      ofRow = new int[Math.max(rows, 2 * ofRow.length)];
      firstRows = new int[ofRow.length];
    }
  }

  private long[] part(int size) {
    differ |= size != 1;
    if (partCount == parts.length) {
      parts = Arrays.copyOf(parts, 2 * partCount);
    }
    if (parts[partCount] == null || parts[partCount].length < rows) {
      parts[partCount] = new long[ofRow.length];
    }
    return parts[partCount++];
  }

  /** Adds two parts: the values of a column of int64 or string, and which of them are null. */
  void add(Column column) {
    long[] values = part(column.size());
    long[] nulls = part(column.size());
    boolean isConstant = column.size() == 1;
    for (int row = 0; row < rows; row++) {
      add(column, isConstant ? 0 : row, row, values, nulls);
    }
  }

  /**
   * The same with a column in which each row's value is at its number.
   *
   * @param places the numbers
   */
  void add(Column column, RowNumbers places) {
    long[] values = part(places.count);
    long[] nulls = part(places.count);
    for (int row = 0; row < rows; row++) {
      add(column, places.ofRow[row], row, values, nulls);
    }
  }

  private static void add(Column column, int place, int row, long[] values, long[] nulls) {
    values[row] =
        column instanceof StringColumn strings
            ? strings.codeAt(place)
            : ((LongColumn) column).value(place);
    nulls[row] = column.isNull(place) ? 1 : 0;
  }

  /** Adds a part: the numbers that rows have already. */
  void add(RowNumbers numbers) {
    long[] part = part(numbers.count);
    for (int row = 0; row < rows; row++) {
      part[row] = numbers.ofRow[row];
    }
  }

  // Hot path: FetchBenchmark. Open addressing.
  /** Numbers the rows. */
  void number() {
    count = 0;
    if (!differ) {
      Arrays.fill(ofRow, 0, rows, 0);
      firstRows[count++] = 0;
      return;
    }
    int mask = Integer.highestOneBit(Math.max(4, 4 * rows) - 1) * 2 - 1;
    if (slots.length <= mask) {
      slots = new int[mask + 1];
    } else {
      Arrays.fill(slots, 0, mask + 1, 0);
    }
    for (int row = 0; row < rows; row++) {
      int slot = hash(row) & mask;
      while (slots[slot] != 0 && !same(firstRows[slots[slot] - 1], row)) {
        slot = (slot + 1) & mask;
      }
      if (slots[slot] == 0) {
        firstRows[count] = row;
        slots[slot] = ++count;
      }
      ofRow[row] = slots[slot] - 1;
    }
  }

  private int hash(int row) {
    long hash = 0;
    for (int part = 0; part < partCount; part++) {
      hash = (hash ^ parts[part][row]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  private boolean same(int a, int b) {
    for (int part = 0; part < partCount; part++) {
      if (parts[part][a] != parts[part][b]) {
        return false;
      }
    }
    return true;
  }

  /** How many numbers there are. */
  int count() {
    return count;
  }

  /** The number of rows. */
  int rows() {
    return rows;
  }

  /** The number of a row. */
  int of(int row) {
    return ofRow[row];
  }

  /** The numbers by row; shared, and longer than there are rows. */
  int[] ofRows() {
    return ofRow;
  }

  /** The first row that has a number. */
  int firstRow(int number) {
    return firstRows[number];
  }

  /** True if each row has its own number: itself. */
  boolean isIdentity() {
    return count == rows;
  }

  /**
   * Numbers the rows anew such that numbers which agree in another numbering are neighbours; each
   * row's other number must follow from its own.
   */
  void gather(RowNumbers others) {
    int[] next = new int[others.count + 1];
    for (int number = 0; number < count; number++) {
      next[others.ofRow[firstRows[number]] + 1]++;
    }
    for (int other = 0; other < others.count; other++) {
      next[other + 1] += next[other];
    }
    int[] renumbered = new int[count];
    for (int number = 0; number < count; number++) {
      renumbered[number] = next[others.ofRow[firstRows[number]]]++;
    }
    int[] first = new int[firstRows.length];
    for (int number = 0; number < count; number++) {
      first[renumbered[number]] = firstRows[number];
    }
    firstRows = first;
    for (int row = 0; row < rows; row++) {
      ofRow[row] = renumbered[ofRow[row]];
    }
  }
}
