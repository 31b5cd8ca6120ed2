package dev.tandem.features.aggregate;

import java.util.List;

/**
 * The states of one feature over some windows, ready to be finished: for each window a row, an
 * instant, the number of each state, and a run {@code [first, end)} of a list of values, oldest
 * first.
 *
 * <p>The arrays are shared with the caller, who must not change them while they are read; they may
 * be longer than there are windows.
 */
public final class WindowColumns {
  private final int[] rows;
  private final long[] instants;
  private final int[] first;
  private final int[] end;
  private final long[][] numbers;
  private long[] values = {};
  private List<String> texts = List.of();
  private int size;
  private boolean inOrder;

  /**
   * Windows whose numbers and values are not known yet.
   *
   * @param rows the row of each window; there are as many windows
   * @param instants when each window ends: UTC epoch milliseconds
   * @param first the first event that each window counts
   * @param end the one after the last; the same if it counts none
   */
  public WindowColumns(int states, int[] rows, long[] instants, int[] first, int[] end) {
    this.numbers = new long[states][];
    this.rows = rows;
    this.instants = instants;
    this.first = first;
    this.end = end;
    this.size = rows.length;
  }

  /** Sets the number of windows, at most that of the rows; at first it is that of the rows. */
  public void size(int windows) {
    size = windows;
  }

  /** Sets for each window the integer of a state: a tally, a time or a number of keys. */
  public void numbers(int state, long[] ofWindows) {
    numbers[state] = ofWindows;
  }

  /**
   * Sets the values of all events.
   *
   * @param ofEvents the values, of strings their numbers in {@code dictionary}
   */
  public void values(long[] ofEvents, List<String> dictionary) {
    values = ofEvents;
    texts = dictionary;
  }

  /** The number of windows. */
  public int size() {
    return size;
  }

  /** Says that the rows of the windows are 0, 1, 2 and so on, or that they are not. */
  public void inOrder(boolean areInOrder) {
    inOrder = areInOrder;
  }

  /** True if it is known that the rows of the windows are 0, 1, 2 and so on. */
  boolean isInOrder() {
    return inOrder;
  }

  /** The row to which a window's value goes. */
  public int row(int window) {
    return rows[window];
  }

  /** When a window ends: UTC epoch milliseconds. */
  public long instant(int window) {
    return instants[window];
  }

  /** True if a window counts no event. */
  public boolean isEmpty(int window) {
    return first[window] == end[window];
  }

  /** The first value of a window. */
  public int first(int window) {
    return first[window];
  }

  /** The value after a window's last one. */
  public int end(int window) {
    return end[window];
  }

  /** For each window the integer of a state. */
  public long[] numbers(int state) {
    return numbers[state];
  }

  /** A value, if its type is not string. */
  public long value(int event) {
    return values[event];
  }

  /** A value of type string. */
  public String text(int event) {
    return texts.get((int) values[event]);
  }
}
