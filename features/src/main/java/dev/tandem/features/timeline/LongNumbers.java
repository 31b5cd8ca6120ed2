package dev.tandem.features.timeline;

/** Numbers distinct longs 0, 1, 2 … in order of their first appearance. */
interface LongNumbers {

  /** The number of distinct longs. */
  int size();

  /** The number of a long, entering it if it is new. */
  int add(long key);

  /** The number of a long, or -1 if it was never entered. */
  int find(long key);

  /**
   * Numbers for longs, by a table of all that lie between them if these are not many more.
   *
   * @param keys those that will be entered, where {@code known}
   */
  static LongNumbers of(long[] keys, boolean[] known) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    int count = 0;
    for (int row = 0; row < known.length; row++) {
      if (known[row]) {
        min = Math.min(min, keys[row]);
        max = Math.max(max, keys[row]);
        count++;
      }
    }
    boolean near =
        count > 0
            && Long.compareUnsigned(
                    max - min, Math.min(NearLongs.WIDEST * count, Integer.MAX_VALUE))
                < 0;
    return near ? new NearLongs(min, (int) (max - min) + 1) : new LongIndex();
  }
}
