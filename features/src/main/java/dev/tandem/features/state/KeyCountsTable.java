package dev.tandem.features.state;

import dev.tandem.features.aggregate.KeyHash;
import dev.tandem.features.aggregate.Tally;
import java.util.Arrays;

/**
 * The counts of a {@link KeyCountsSlot} or of two of them together: keys ascending, the tiles of
 * each newest first.
 */
final class KeyCountsTable {
  private final boolean texts;
  private long[] numbers = new long[8];
  private byte[][] utf8 = new byte[8][];
  private int[] starts = new int[9];
  private long[] tiles = new long[16];
  private long[] counts = new long[16];
  private int size;
  private int tileCount;
  private long whole;

  private KeyCountsTable(boolean texts) {
    this.texts = texts;
  }

  /** Reads one slot. */
  static KeyCountsTable read(KeyCountsSlot slot, StateCursor in, long cut) {
    KeyCountsTable table = new KeyCountsTable(slot.holdsTexts());
    long after = slot.afterNewest(cut);
    long number = 0;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      if (table.texts) {
        table.begin(0, in.utf8());
      } else {
        number = KeyCountsSlot.readNumber(in, number, table.size == 0);
        table.begin(number, null);
      }
      table.readTiles(in, after - step);
    }
    long limit = table.size == 0 ? 0 : in.varint();
    table.whole = limit == 0 ? KeyCountsWriter.NO_LIMIT : after - limit + 1;
    return table;
  }

  private void readTiles(StateCursor in, long newest) {
    long tile = newest;
    long step;
    do {
      add(tile, KeyCountsSlot.readCount(in));
      step = in.varint();
      tile -= step;
    } while (step != 0);
  }

  /** All counts of two disjoint sets of events. */
  static KeyCountsTable joined(KeyCountsTable a, KeyCountsTable b) {
    KeyCountsTable joined = new KeyCountsTable(a.texts);
    joined.whole = Math.max(a.whole, b.whole);
    int i = 0;
    int j = 0;
    while (i < a.size || j < b.size) {
      int order = i == a.size ? 1 : j == b.size ? -1 : a.compare(i, b, j);
      if (order <= 0) {
        joined.begin(a.numbers[i], a.utf8[i]);
      } else {
        joined.begin(b.numbers[j], b.utf8[j]);
      }
      joined.addTiles(a, order <= 0 ? i : a.size, b, order >= 0 ? j : b.size);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return joined;
  }

  private int compare(int i, KeyCountsTable other, int j) {
    return texts
        ? Arrays.compareUnsigned(utf8[i], other.utf8[j])
        : Long.compare(numbers[i], other.numbers[j]);
  }

  /** Adds the tiles of a key of each; the number {@code size} stands for no key. */
  private void addTiles(KeyCountsTable a, int i, KeyCountsTable b, int j) {
    int atA = a.starts[i];
    int atB = b.starts[j];
    int endA = i == a.size ? atA : a.starts[i + 1];
    int endB = j == b.size ? atB : b.starts[j + 1];
    while (atA < endA || atB < endB) {
      boolean fromA = atB == endB || (atA < endA && a.tiles[atA] >= b.tiles[atB]);
      boolean fromB = atA == endA || (atB < endB && b.tiles[atB] >= a.tiles[atA]);
      long tile = fromA ? a.tiles[atA] : b.tiles[atB];
      long count = fromA ? a.counts[atA++] : 0;
      add(tile, fromB ? Tally.COUNT.merge(count, b.counts[atB++]) : count);
    }
  }

  private void begin(long number, byte[] text) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      utf8 = Arrays.copyOf(utf8, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size + 1);
    }
    numbers[size] = number;
    utf8[size++] = text;
    starts[size] = tileCount;
  }

  private void add(long tile, long count) {
    if (tileCount == tiles.length) {
      tiles = Arrays.copyOf(tiles, 2 * tileCount);
      counts = Arrays.copyOf(counts, 2 * tileCount);
    }
    tiles[tileCount] = tile;
    counts[tileCount++] = count;
    starts[size] = tileCount;
  }

  /** The number of keys. */
  int size() {
    return size;
  }

  /** The first tile of which all is there, or {@link KeyCountsWriter#NO_LIMIT}. */
  long whole() {
    return whole;
  }

  /** The newest tile of a key. */
  long newestTile(int key) {
    return tiles[starts[key]];
  }

  /** The hash of a key. */
  long hash(int key) {
    return texts ? KeyHash.of(utf8[key]) : KeyHash.of(numbers[key]);
  }

  /** Writes a key with its tiles from one on. */
  void write(int key, long oldest, KeyCountsWriter writer) {
    if (texts) {
      writer.key(utf8[key], newestTile(key));
    } else {
      writer.key(numbers[key], newestTile(key));
    }
    for (int i = starts[key]; i < starts[key + 1]; i++) {
      if (tiles[i] >= oldest) {
        writer.count(tiles[i], counts[i]);
      }
    }
    writer.endKey();
  }
}
