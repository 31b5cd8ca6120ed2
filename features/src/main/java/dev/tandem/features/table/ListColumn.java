package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;

/**
 * A column of lists: each row is a run of an inner column of elements.
 *
 * <p>Rows may be set in any order. Elements are never null, an empty list is not null.
 */
public final class ListColumn implements Column {
  private static final int NULL = -1;

  private final ValueType type;
  private int size;
  private int[] starts;
  private int[] lengths;
  private Column elements;
  private int used;

  ListColumn(ValueType type, int size) {
    this.type = type;
    this.size = size;
    this.starts = new int[size];
    this.lengths = new int[size];
    Arrays.fill(lengths, NULL);
    this.elements = Column.allocate(type.element(), 0);
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
    return lengths[row] == NULL;
  }

  @Override
  public void setNull(int row) {
    lengths[row] = NULL;
  }

  /** Where a row's elements begin in {@link #elements()}. */
  public int start(int row) {
    return starts[row];
  }

  /** The number of elements of a row; 0 where it is null. */
  public int length(int row) {
    return Math.max(0, lengths[row]);
  }

  /** The elements of all rows. */
  public Column elements() {
    return elements;
  }

  /**
   * Gives a row {@code length} fresh elements and returns the index in {@link #elements()} of the
   * first, for the caller to set. The elements it had before are abandoned.
   */
  public int set(int row, int length) {
    ensure(used + length);
    starts[row] = used;
    lengths[row] = length;
    used += length;
    return starts[row];
  }

  /** Makes room for that many more elements, so that setting them does not move the others. */
  public void reserve(int moreElements) {
    ensure(used + moreElements);
  }

  private void ensure(int capacity) {
    if (capacity <= elements.size()) {
      return;
    }
    Column grown =
        Column.allocate(type.element(), Math.max(capacity, Math.max(16, 2 * elements.size())));
    grown.copyRange(0, elements, 0, used);
    elements = grown;
  }

  @Override
  public void reset(int newSize) {
    if (newSize > starts.length) {
      starts = new int[newSize];
      lengths = new int[newSize];
    }
    Arrays.fill(lengths, 0, newSize, NULL);
    elements.reset(elements.size());
    used = 0;
    size = newSize;
  }

  @Override
  public void copy(int row, Column from, int fromRow) {
    ListColumn other = (ListColumn) from;
    if (other.isNull(fromRow)) {
      setNull(row);
      return;
    }
    int start = set(row, other.length(fromRow));
    elements.copyRange(start, other.elements, other.start(fromRow), other.length(fromRow));
  }

  @Override
  public void copyRange(int row, Column from, int fromRow, int count) {
    ListColumn other = (ListColumn) from;
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += other.length(fromRow + i);
    }
    ensure(used + total);
    for (int i = 0; i < count; i++) {
      copy(row + i, other, fromRow + i);
    }
  }

  @Override
  public Column select(int[] rows) {
    ListColumn selected = new ListColumn(type, rows.length);
    int total = 0;
    for (int row : rows) {
      total += length(row);
    }
    selected.reserve(total);
    for (int i = 0; i < rows.length; i++) {
      selected.copy(i, this, rows[i]);
    }
    return selected;
  }

  @Override
  public void scatter(int[] rows, Column from) {
    ListColumn other = (ListColumn) from;
    reserve(other.used);
    for (int i = 0; i < rows.length; i++) {
      copy(rows[i], other, i);
    }
  }
}
