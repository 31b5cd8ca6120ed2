package dev.tandem.features.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of one feature over one window, ready to be finished. Mutable and reused, for one
 * thread: whoever evaluates windows fills it, {@link Aggregate#finish} reads it.
 */
public final class WindowState {
  private final long[][] numbers;
  private final TallyRun[] tiles;
  private final int[] row = new int[1];
  private final long[] instant = new long[1];
  private final int[] first = new int[1];
  private final int[] end = new int[1];
  private final WindowColumns columns;
  private long[] items = new long[1];
  private final List<String> texts = new ArrayList<>();
  private final KeyCounts counts = new KeyCounts();
  private VectorRun vectors;
  private int length;
  private boolean empty = true;

  /** A state of no events for an aggregate with this many states. */
  public WindowState(int states) {
    this.numbers = new long[states][1];
    this.tiles = new TallyRun[states];
    this.columns = new WindowColumns(states, row, instant, first, end);
    for (int state = 0; state < states; state++) {
      columns.numbers(state, numbers[state]);
    }
  }

  /** Makes it the state of no events. */
  public void clear() {
    for (long[] number : numbers) {
      number[0] = 0;
    }
    for (TallyRun run : tiles) {
      if (run != null) {
        run.clear();
      }
    }
    counts.clear();
    texts.clear();
    if (vectors != null) {
      vectors.clear();
    }
    length = 0;
    empty = true;
  }

  /** The instant at which the window ends: UTC epoch milliseconds. */
  public long instant() {
    return instant[0];
  }

  /** Says at which instant the window ends. */
  public void instant(long millis) {
    instant[0] = millis;
  }

  /** True if no event went in. */
  public boolean isEmpty() {
    return empty;
  }

  /** Says that at least one event went in. */
  public void occupy() {
    empty = false;
  }

  /** The integer of the aggregate's state number {@code state}: a tally or a number of keys. */
  public long number(int state) {
    return numbers[state][0];
  }

  /** Sets the integer of a state. */
  public void number(int state, long value) {
    numbers[state][0] = value;
  }

  /** The tiles of the aggregate's state number {@code state}, to be read or appended to. */
  public TallyRun tiles(int state) {
    if (tiles[state] == null) {
      tiles[state] = new TallyRun();
    }
    return tiles[state];
  }

  /** How often each key occurs, if the aggregate counts keys. */
  public KeyCounts counts() {
    return counts;
  }

  /**
   * The sums of the aggregate's vectors, to be read or added to.
   *
   * @param dimension the same at every call
   */
  public VectorRun vectors(int dimension) {
    if (vectors == null) {
      vectors = new VectorRun(dimension);
    }
    return vectors;
  }

  /** The number of newest values. */
  public int length() {
    return length;
  }

  /** Appends the next newest value, of any type but string. */
  public void addItem(long value) {
    if (length == items.length) {
      makeRoom();
    }
    items[items.length - ++length] = value;
    empty = false;
  }

  // Items are oldest first, and come newest first.
  private void makeRoom() {
    long[] larger = new long[2 * length];
    System.arraycopy(items, 0, larger, length, length);
    items = larger;
  }

  /** Appends the next newest value, a string. */
  public void addText(String value) {
    addItem(texts.size());
    texts.add(value);
  }

  /** The numbers and values as those of the only window of a column, valid until the next call. */
  WindowColumns asColumns(int outRow) {
    row[0] = outRow;
    columns.values(items, texts);
    end[0] = items.length;
    first[0] = empty ? end[0] : items.length - Math.max(1, length);
    return columns;
  }
}
