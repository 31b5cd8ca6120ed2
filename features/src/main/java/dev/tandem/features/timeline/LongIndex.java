package dev.tandem.features.timeline;

/** Numbers distinct longs by open addressing. */
final class LongIndex implements LongNumbers {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private int[] numbers; // one more than the number; 0 where free
  private int shift;
  private int size;

  LongIndex() {
    allocate(10);
  }

  @Override
  public int size() {
    return size;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public int add(long key) {
    int slot = slot(key);
    if (numbers[slot] == 0) {
      keys[slot] = key;
      numbers[slot] = ++size;
      if (2 * size > numbers.length) {
        grow();
      }
      return size - 1;
    }
    return numbers[slot] - 1;
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public int find(long key) {
    return numbers[slot(key)] - 1;
  }

  /** The distinct longs in order of their numbers. */
  long[] keys() {
    long[] entered = new long[size];
    for (int slot = 0; slot < numbers.length; slot++) {
      if (numbers[slot] != 0) {
        entered[numbers[slot] - 1] = keys[slot];
      }
    }
    return entered;
  }

  private int slot(long key) {
    int mask = numbers.length - 1;
    int slot = (int) ((key * GOLDEN_RATIO) >>> shift);
    while (numbers[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void allocate(int bits) {
    keys = new long[1 << bits];
    numbers = new int[1 << bits];
    shift = 64 - bits;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    allocate(64 - shift + 1);
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
