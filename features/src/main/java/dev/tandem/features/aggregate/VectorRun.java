package dev.tandem.features.aggregate;

import java.util.Arrays;

/**
 * Sums of vectors over a window, or over each of its tiles from the newest back. Mutable and
 * reused, for one thread.
 *
 * <p>A sum has as many numbers as vectors have components, and before them the number of vectors.
 */
public final class VectorRun {
  private final int width;
  private final double[] weighted;
  private long[] ages = new long[1];
  private long[] numbers;
  private int size;

  VectorRun(int dimension) {
    this.width = dimension + 1;
    this.weighted = new double[width];
    this.numbers = new long[width];
  }

  void clear() {
    size = 0;
  }

  /**
   * Appends the sum over the next older tile.
   *
   * @param age how many tiles it is before the one that holds the window's instant
   * @param from holds the sum from {@code offset} on
   */
  public void append(long age, long[] from, int offset) {
    if (size == ages.length) {
      ages = Arrays.copyOf(ages, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size * width);
    }
    System.arraycopy(from, offset, numbers, size * width, width);
    ages[size++] = age;
  }

  /**
   * Adds to the sum over the window.
   *
   * @param from holds what is added from {@code offset} on
   * @throws NumberOverflowException if a sum leaves 64 bits
   */
  public void add(long[] from, int offset) {
    if (size == 0) {
      append(0, from, offset);
      return;
    }
    for (int i = 0; i < width; i++) {
      numbers[i] = Tally.SUM.merge(numbers[i], from[offset + i]);
    }
  }

  // Hot path: PointInTimeJoinBenchmark, StateReaderBenchmark.
  /** All sums, each with its weight, added up; valid until the next call. */
  double[] weighted(DecayWeights weights) {
    Arrays.fill(weighted, 0);
    for (int tile = 0; tile < size; tile++) {
      double weight = weights.of(ages[tile]);
      for (int i = 0; i < width; i++) {
        weighted[i] += weight * numbers[tile * width + i];
      }
    }
    return weighted;
  }
}
