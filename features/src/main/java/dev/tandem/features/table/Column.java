package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;

/**
 * One column of values, each of which may be null.
 *
 * <p>A column is written by its one owner and then read; it is not safe to read while it is being
 * written. Rows are numbered from 0, and every row of a fresh column is null.
 */
public sealed interface Column permits LongColumn, DoubleColumn, StringColumn, ListColumn {

  /** The type of the values. */
  ValueType type();

  /** The number of rows. */
  int size();

  /** True if the row holds no value. */
  boolean isNull(int row);

  /** Clears the flag of each row that holds no value. */
  default void retainPresent(boolean[] flags) {
    for (int row = 0; row < size(); row++) {
      flags[row] &= !isNull(row);
    }
  }

  /** True if each of the first {@code count} of these rows holds a value. */
  default boolean hasNoNull(int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      if (isNull(rows[i])) {
        return false;
      }
    }
    return true;
  }

  /** Makes the row null. */
  void setNull(int row);

  /**
   * Sets the number of rows to {@code size}, keeping allocated memory where it suffices, and makes
   * every row null.
   */
  void reset(int size);

  /**
   * Sets the number of rows to {@code size}, keeping allocated memory where it suffices, for an
   * owner who writes every row now: what rows hold until then is undefined.
   */
  default void resize(int size) {
    reset(size);
  }

  /** Copies one row of a column of the same type, null or not, into a row of this one. */
  void copy(int row, Column from, int fromRow);

  /**
   * Copies {@code count} consecutive rows of another column of the same type, nulls and all, into
   * the rows of this one from {@code row} on.
   */
  void copyRange(int row, Column from, int fromRow, int count);

  /** A column of the given type and size, all of it null. */
  static Column allocate(ValueType type, int size) {
    return switch (type) {
      case INT64, BOOL, TIMESTAMP -> new LongColumn(type, size);
      case FLOAT64 -> new DoubleColumn(size);
      case STRING -> new StringColumn(size);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> new ListColumn(type, size);
    };
  }

  /**
   * Sets the number of rows to {@code count} and copies row {@code rows[i]} of another column of
   * the same type, null or not, into each row {@code i}.
   */
  default void gather(int[] rows, int count, Column from) {
    reset(count);
    for (int i = 0; i < count; i++) {
      copy(i, from, rows[i]);
    }
  }

  /** A new column with the given rows of this one, in the given order. */
  Column select(int[] rows);

  /**
   * Copies every row {@code i} of another column of the same type, null or not, into row {@code
   * rows[i]} of this one.
   */
  void scatter(int[] rows, Column from);
}
