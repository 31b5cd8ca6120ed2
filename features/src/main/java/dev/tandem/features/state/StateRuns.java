package dev.tandem.features.state;

import java.util.Arrays;

/**
 * Where in the bytes of many states, or of groups of them, the next slot of each begins: slots are
 * read one after the other, each of them of all states. Reused, for one thread.
 */
final class StateRuns {
  private static final int NOWHERE = -1;

  private final StateCursor cursor = new StateCursor();
  private byte[] bytes = new byte[0];
  private int[] starts = new int[16];
  private int[] positions = new int[16];
  private int[] limits = new int[16];
  private long[] cuts = new long[16];
  private int size;
  private long[] scratch = new long[16];
  private long[][] numbers = {};
  private int[][] occupied = {};
  private long[] ignoredNumbers = {};
  private int[] ignoredOccupied = {};

  /** Forgets all runs; those that are added are in these bytes. */
  void begin(byte[] ofStates) {
    bytes = ofStates;
    size = 0;
  }

  /**
   * Adds a run of slots.
   *
   * @param start where the bytes begin of which the run is a part, for messages
   */
  void add(int start, int position, int limit, long cut) {
    if (size == positions.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
      limits = Arrays.copyOf(limits, 2 * size);
      cuts = Arrays.copyOf(cuts, 2 * size);
    }
    starts[size] = start;
    positions[size] = position;
    limits[size] = limit;
    cuts[size++] = cut;
  }

  /** Adds a run without events, of which there are no bytes. */
  void addNothing() {
    add(0, NOWHERE, NOWHERE, 0);
  }

  /** The number of runs. */
  int size() {
    return size;
  }

  // Hot path: FetchBenchmark.
  /** A cursor at the next slot of a run, or null if the run has no bytes; {@link #passed} it. */
  StateCursor open(int run) {
    int position = positions[run];
    if (position == NOWHERE) {
      return null;
    }
    cursor.open(bytes, starts[run], position, limits[run]);
    return cursor;
  }

  /** The bytes of all runs. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next slot of a run begins; negative if the run has no bytes. */
  int position(int run) {
    return positions[run];
  }

  /** The place after the last byte of a run. */
  int limit(int run) {
    return limits[run];
  }

  /** Notes that the next slot of a run begins at a place. */
  void passed(int run, int next) {
    if (next > limits[run]) {
      throw cutShort(run);
    }
    positions[run] = next;
  }

  /** A run that ends before its slots do. */
  CorruptStateException cutShort(int run) {
    return new CorruptStateException(
        "a state is cut short after " + (limits[run] - starts[run]) + " bytes");
  }

  /** Notes that the cursor has passed the slot of a run. */
  void passed(int run) {
    positions[run] = cursor.position();
  }

  /** The cut of a run's state. */
  long cut(int run) {
    return cuts[run];
  }

  /** Fails unless all bytes of all runs have been read. */
  void finish() {
    for (int run = 0; run < size; run++) {
      if (open(run) != null) {
        cursor.finish();
      }
    }
  }

  /** At least that many longs of any content, the same array at every call. */
  long[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new long[Math.max(length, 2 * scratch.length)];
    }
    return scratch;
  }

  /** Room for that many columns of numbers, the same array at every call. */
  long[][] numbers(int columns) {
    if (numbers.length < columns) {
      numbers = new long[columns][];
    }
    return numbers;
  }

  /** Room for as many columns that say which windows count events. */
  int[][] occupied(int columns) {
    if (occupied.length < columns) {
      occupied = new int[columns][];
    }
    return occupied;
  }

  /** A column for numbers that nobody asked for. */
  long[] ignoredNumbers() {
    if (ignoredNumbers.length < size) {
      ignoredNumbers = new long[positions.length];
    }
    return ignoredNumbers;
  }

  /** A column for what nobody asked for. */
  int[] ignoredOccupied() {
    if (ignoredOccupied.length < size) {
      ignoredOccupied = new int[positions.length];
    }
    return ignoredOccupied;
  }
}
