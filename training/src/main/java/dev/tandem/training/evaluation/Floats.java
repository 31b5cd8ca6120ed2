package dev.tandem.training.evaluation;

import java.util.Arrays;

/** A list of floats that grows. Not thread-safe. */
final class Floats {
  private float[] values = new float[0];
  private int size;

  void add(float[] more) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more.length, 2 * values.length));
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  /** A copy. */
  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
