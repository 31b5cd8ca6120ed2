package dev.tandem.features.timeline;

import java.util.Arrays;

/** Numbers distinct longs out of a narrow range, by a table of the range. */
final class NearLongs implements LongNumbers {
  /** How many times more longs than are entered a range may have; at least as fast as hashing. */
  static final long WIDEST = 4;

  private final long min;
  private final int[] numbers;
  private int size;

  /** Numbers for the longs {@code [min, min + range)}. */
  NearLongs(long min, int range) {
    this.min = min;
    this.numbers = new int[range];
    Arrays.fill(numbers, -1);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int add(long key) {
    int place = Math.toIntExact(key - min);
    if (numbers[place] < 0) {
      numbers[place] = size++;
    }
    return numbers[place];
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public int find(long key) {
    long place = key - min;
    return place >= 0 && place < numbers.length ? numbers[(int) place] : -1;
  }
}
