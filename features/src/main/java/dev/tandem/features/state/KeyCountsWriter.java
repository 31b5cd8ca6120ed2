package dev.tandem.features.state;

/** Writes the entries of a {@link KeyCountsSlot}, keys ascending, tiles newest first. */
final class KeyCountsWriter {
  /** Stands for a first tile before all others. */
  static final long NO_LIMIT = Long.MIN_VALUE;

  private final StateWriter out;
  private final long after;
  private final long oldest;
  private long tileBefore;
  private long keyBefore;
  private boolean isFirst = true;

  /**
   * A writer of one entity's slot.
   *
   * @param oldest the oldest tile that a window can reach
   */
  KeyCountsWriter(KeyCountsSlot slot, long cut, long oldest, StateWriter out) {
    this.out = out;
    this.after = slot.afterNewest(cut);
    this.oldest = oldest;
  }

  /** Begins the next key, a number. */
  void key(long key, long newestTile) {
    out.varint(after - newestTile);
    if (isFirst) {
      out.zigzag(key);
    } else {
      out.varint(key - keyBefore);
    }
    keyBefore = key;
    isFirst = false;
    tileBefore = newestTile;
  }

  /** Begins the next key, a text in UTF-8. */
  void key(byte[] key, long newestTile) {
    out.varint(after - newestTile);
    out.text(key);
    isFirst = false;
    tileBefore = newestTile;
  }

  /** Adds a tile of the key that has begun. */
  void count(long tile, long count) {
    if (tile != tileBefore) {
      out.varint(tileBefore - tile);
    }
    out.varint(count);
    tileBefore = tile;
  }

  /** Ends the key that has begun. */
  void endKey() {
    out.varint(0);
  }

  /**
   * Ends the slot.
   *
   * @param whole the first tile of which all is kept, or {@link #NO_LIMIT}
   */
  void end(long whole) {
    out.varint(0);
    if (!isFirst) {
      out.varint(whole > oldest ? after - whole + 1 : 0);
    }
  }
}
