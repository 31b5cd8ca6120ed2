package dev.tandem.features.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Distinct strings, numbered in the order in which they were entered, by open addressing.
 *
 * <p>Anybody can write a search term, and strings of one hash code are easily made. So the few that
 * find no place near their hash are kept in a map, which finds its keys by their order if it must.
 *
 * <p>Not thread-safe.
 */
final class StringDictionary {
  private static final int FIRST_VALUES = 8;
  private static final int MULTIPLIER = 0x9E3779B9;
  private static final int MOST_PROBES = 64;
  private static final int NO_SLOT = -1;

  private String[] values = new String[FIRST_VALUES];
  private int[] hashes = new int[FIRST_VALUES];
  private int[] slots = new int[4 * FIRST_VALUES]; // one more than the code; 0 where free
  private final Map<String, Integer> crowded = new HashMap<>(); // codes without a slot
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
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      if (slots[slot] == 0) {
        return enter(value, hash, slot);
      }
      int code = slots[slot] - 1;
      if (hashes[code] == hash && values[code].equals(value)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    Integer code = crowded.get(value);
    return code != null ? code : enter(value, hash, NO_SLOT);
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
    put(code, slot);
    size++;
    if (2 * size > slots.length) {
      rehash();
    }
    return code;
  }

  private void put(int code, int slot) {
    if (slot == NO_SLOT) {
      crowded.put(values[code], code);
    } else {
      slots[slot] = code + 1;
    }
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    crowded.clear();
    for (int code = 0; code < size; code++) {
      put(code, freeSlot(hashes[code]));
    }
  }

  private int freeSlot(int hash) {
    int mask = slots.length - 1;
    int slot = hash >>> Integer.numberOfLeadingZeros(mask);
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      if (slots[slot] == 0) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return NO_SLOT;
  }

  /** Forgets all strings. */
  void clear() {
    Arrays.fill(values, 0, size, null);
    Arrays.fill(slots, 0);
    crowded.clear();
    size = 0;
  }
}
