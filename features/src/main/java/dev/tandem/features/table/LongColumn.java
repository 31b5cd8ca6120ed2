package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;

/**
 * A column of {@link ValueType#INT64}, {@link ValueType#TIMESTAMP} or {@link ValueType#BOOL} (1 or
 * 0).
 */
public final class LongColumn implements Column {
  private final ValueType type;
  private int size;
  private long[] values;
  private boolean[] present;

  LongColumn(ValueType type, int size) {
    this.type = type;
    this.size = size;
    this.values = new long[size];
    this.present = new boolean[size];
  }

  /** A column without nulls over the given array, which it takes over. */
  public static LongColumn of(ValueType type, long[] values) {
    if (Column.allocate(type, 0) instanceof LongColumn column) {
      column.size = values.length;
      column.values = values;
      column.present = new boolean[values.length];
      Arrays.fill(column.present, true);
      return column;
    }
    throw new IllegalArgumentException(
        "a column of " + type.declaredName() + " does not hold longs");
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isNull(int row) {
    return !present[row];
  }

  @Override
  public void retainPresent(boolean[] flags) {
    Presence.retain(present, size, flags);
  }

  @Override
  public void setNull(int row) {
    present[row] = false;
    values[row] = 0;
  }

  /** The value of a row; 0 where it is null. */
  public long value(int row) {
    return values[row];
  }

  /** Sets the value of a row. */
  public void set(int row, long value) {
    values[row] = value;
    present[row] = true;
  }

  /** Sets the values of the first {@code count} rows. */
  public void setFirst(long[] newValues, int count) {
    System.arraycopy(newValues, 0, values, 0, count);
    Arrays.fill(present, 0, count, true);
  }

  /**
   * The backing array, shared and not copied; it may be longer than {@link #size()} and holds 0
   * where null.
   */
  public long[] values() {
    return values;
  }

  /**
   * Which rows hold a value: the backing array, shared and not copied; it may be longer than {@link
   * #size()}. Whoever writes it keeps {@link #values()} at 0 where it is false.
   */
  public boolean[] present() {
    return present;
  }

  @Override
  public void reset(int newSize) {
    if (newSize > values.length) {
      values = new long[newSize];
      present = new boolean[newSize];
    } else {
      Arrays.fill(values, 0, newSize, 0);
      Arrays.fill(present, 0, newSize, false);
    }
    size = newSize;
  }

  @Override
  public void resize(int newSize) {
    if (newSize > values.length) {
      values = new long[newSize];
      present = new boolean[newSize];
    }
    size = newSize;
  }

  @Override
  public boolean hasNoNull(int[] rows, int count) {
    boolean all = true;
    for (int i = 0; i < count; i++) {
      all &= present[rows[i]];
    }
    return all;
  }

  @Override
  public void copy(int row, Column from, int fromRow) {
    LongColumn other = (LongColumn) from;
    values[row] = other.values[fromRow];
    present[row] = other.present[fromRow];
  }

  @Override
  public void copyRange(int row, Column from, int fromRow, int count) {
    LongColumn other = (LongColumn) from;
    System.arraycopy(other.values, fromRow, values, row, count);
    System.arraycopy(other.present, fromRow, present, row, count);
  }

  // Hot path: FetchBenchmark.
  @Override
  public void gather(int[] rows, int count, Column from) {
    LongColumn other = (LongColumn) from;
    resize(count);
    for (int i = 0; i < count; i++) {
      values[i] = other.values[rows[i]];
      present[i] = other.present[rows[i]];
    }
  }

  // Hot path: ChunkBenchmark.
  @Override
  public Column select(int[] rows) {
    LongColumn selected = new LongColumn(type, rows.length);
    for (int i = 0; i < rows.length; i++) {
      selected.values[i] = values[rows[i]];
    }
    Presence.select(present, size, rows, selected.present);
    return selected;
  }

  // Hot path: ChunkBenchmark.
  @Override
  public void scatter(int[] rows, Column from) {
    LongColumn other = (LongColumn) from;
    for (int i = 0; i < rows.length; i++) {
      values[rows[i]] = other.values[i];
      present[rows[i]] = other.present[i];
    }
  }
}
