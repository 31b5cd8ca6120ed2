package dev.tandem.features.aggregate;

import java.util.Arrays;

/**
 * The states of one feature over one window, ready to be finished. Mutable and reused, for one
 * thread: whoever evaluates windows fills it, {@link Aggregate#finish} reads it.
 */
public final class WindowState {
  private final long[] numbers;
  private final TallyRun[] tiles;
  private long[] items = new long[1];
  private String[] texts = new String[1];
  private int length;
  private boolean empty = true;
  private long instant;

  /** A state of no events for an aggregate with this many states. */
  public WindowState(int states) {
    this.numbers = new long[states];
    this.tiles = new TallyRun[states];
  }

  /** Makes it the state of no events. */
  public void clear() {
    Arrays.fill(numbers, 0);
    for (TallyRun run : tiles) {
      if (run != null) {
        run.clear();
      }
    }
    length = 0;
    empty = true;
  }

  /** The instant at which the window ends: UTC epoch milliseconds. */
  public long instant() {
    return instant;
  }

  /** Says at which instant the window ends. */
  public void instant(long millis) {
    instant = millis;
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
    return numbers[state];
  }

  /** Sets the integer of a state. */
  public void number(int state, long value) {
    numbers[state] = value;
  }

  /** The tiles of the aggregate's state number {@code state}, to be read or appended to. */
  public TallyRun tiles(int state) {
    if (tiles[state] == null) {
      tiles[state] = new TallyRun();
    }
    return tiles[state];
  }

  /** The number of newest values. */
  public int length() {
    return length;
  }

  /** The newest value but {@code i}, if its type is not string. */
  public long item(int i) {
    return items[i];
  }

  /** The newest value but {@code i}, if its type is string. */
  public String text(int i) {
    return texts[i];
  }

  /** Appends the next newest value, of any type but string. */
  public void addItem(long value) {
    if (length == items.length) {
      items = Arrays.copyOf(items, 2 * length);
    }
    items[length++] = value;
    empty = false;
  }

  /** Appends the next newest value, a string. */
  public void addText(String value) {
    if (length == texts.length) {
      texts = Arrays.copyOf(texts, 2 * length);
    }
    texts[length++] = value;
    empty = false;
  }
}
