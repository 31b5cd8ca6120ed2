package dev.tandem.features.state;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.aggregate.Horizon;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the groups of a {@link GroupSlot} are in the bytes of a state. Reused, for one thread. */
final class GroupIndex {
  private final GroupSlot slot;
  private byte[] bytes = new byte[0];
  private long cut;
  private long firstTile;
  private int size;
  private long[] numbers = new long[0];
  private int[] textFrom = new int[0];
  private int[] textTo = new int[0];
  private long[] tiles = new long[0];
  private int[] from = new int[0];
  private int[] to = new int[0];

  GroupIndex(GroupSlot slot) {
    this.slot = slot;
  }

  // Hot path: FetchBenchmark.
  /** Reads where the groups are, and passes over them. */
  void read(StateCursor in, long cutOfState) {
    int length = in.length();
    int end = in.position() + length;
    bytes = in.bytes();
    cut = cutOfState;
    long newest = slot.tiling().tileOf(cut - 1);
    allocate(in.length());
    long age = in.varint();
    firstTile = age == 0 ? Horizon.UNBOUNDED : newest + 2 - age;
    long number = 0;
    for (int group = 0; group < size; group++) {
      if (slot.hasTextKeys()) {
        textFrom[group] = in.textStart();
        textTo[group] = in.position();
      } else {
        number += in.zigzag();
        numbers[group] = number;
      }
      tiles[group] = newest - in.varint();
      int body = in.length();
      from[group] = in.position();
      to[group] = from[group] + body;
      in.skip(body);
    }
    if (in.position() != end) {
      throw new CorruptStateException(
          "found groups up to byte "
              + (in.position() - in.start())
              + ", allowed: up to "
              + (end - in.start()));
    }
  }

  private void allocate(int groups) {
    size = groups;
    if (tiles.length < groups) {
      numbers = new long[groups];
      textFrom = new int[groups];
      textTo = new int[groups];
      tiles = new long[groups];
      from = new int[groups];
      to = new int[groups];
    }
  }

  /** The number of the group with this key, or a negative number. */
  int find(long key) {
    return Arrays.binarySearch(numbers, 0, size, key);
  }

  /** The number of the group whose key has the first of these UTF-8 bytes, or a negative number. */
  int find(byte[] key, int length) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(bytes, textFrom[middle], textTo[middle], key, 0, length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Negative, 0 or positive as a group's key is before, at or after another's in their order. */
  int compare(int group, GroupIndex other, int groupOfOther) {
    return slot.hasTextKeys()
        ? Arrays.compareUnsigned(
            bytes,
            textFrom[group],
            textTo[group],
            other.bytes,
            other.textFrom[groupOfOther],
            other.textTo[groupOfOther])
        : Long.compare(numbers[group], other.numbers[groupOfOther]);
  }

  /** Starts a cursor at the first of a group's slots. */
  void open(int group, StateCursor cursor) {
    cursor.open(bytes, from[group], to[group]);
  }

  /** Where a group's slots begin. */
  int from(int group) {
    return from[group];
  }

  /** Where a group's slots end. */
  int to(int group) {
    return to[group];
  }

  /** The cut of the state. */
  long cut() {
    return cut;
  }

  /** The first tile that is kept of all groups. */
  long firstTile() {
    return firstTile;
  }

  /** The number of groups. */
  int size() {
    return size;
  }

  /** The tile of a group's newest event. */
  long tile(int group) {
    return tiles[group];
  }

  /** A group's key if it is an int64, otherwise 0. */
  long number(int group) {
    return slot.hasTextKeys() ? 0 : numbers[group];
  }

  /** A group's key if it is a string, otherwise empty. */
  String text(int group) {
    return slot.hasTextKeys()
        ? new String(
            bytes, textFrom[group], textTo[group] - textFrom[group], StandardCharsets.UTF_8)
        : "";
  }

  /** A group's key. */
  HashedKey hashed(int group) {
    return slot.hasTextKeys() ? HashedKey.of(text(group)) : HashedKey.of(number(group));
  }
}
