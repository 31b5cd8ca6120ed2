package dev.tandem.features.table;

import java.util.Arrays;
import java.util.List;

/**
 * Distinct strings, numbered in the order in which they were entered, by open addressing.
 *
 * <p>Not thread-safe.
 */
final class StringDictionary {
  private static final int FIRST_VALUES = 8;
  private static final int MULTIPLIER = 0x9E3779B9;

  private String[] values = new String[FIRST_VALUES];
  private int[] hashes = new int[FIRST_VALUES];
  private int[] slots = new int[4 * FIRST_VALUES]; // one more than the code; 0 where free
  private int size;

  /** How many strings there are. */
  int size() {
    return size;
  }

  /** The string with a code. */
  String value(int code) {
    return values[code];
  }

  /** All strings, by code; a copy. */
  List<String> values() {
    return List.of(Arrays.copyOf(values, size));
  }

  // Hot path: CsvReaderBenchmark, ChunkBenchmark.
  /** The code of a string, entering it if it is new. */
  int code(String value) {
    int hash = value.hashCode() * MULTIPLIER;
    int mask = slots.length - 1;
    int slot = hash >>> Integer.numberOfLeadingZeros(mask);
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (hashes[code] == hash && values[code].equals(value)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    return enter(value, hash, slot);
  }

  /** True if a code, perhaps from before {@link #clear}, is that of this very string object. */
  @SuppressWarnings("ReferenceEquality") // an equal string is found by its hash
  boolean holds(int code, String value) {
    return code < size && values[code] == value;
  }

  private int enter(String value, int hash, int slot) {
    int code = size;
    if (code == values.length) {
      values = Arrays.copyOf(values, 2 * code);
      hashes = Arrays.copyOf(hashes, 2 * code);
    }
    values[code] = value;
    hashes[code] = hash;
    slots[slot] = code + 1;
    size++;
    if (2 * size > slots.length) {
      rehash();
    }
    return code;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = hashes[code] >>> Integer.numberOfLeadingZeros(mask);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code + 1;
    }
  }

  /** Forgets all strings. */
  void clear() {
    Arrays.fill(values, 0, size, null);
    Arrays.fill(slots, 0);
    size = 0;
  }
}
