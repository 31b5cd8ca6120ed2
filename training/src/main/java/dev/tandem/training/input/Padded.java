package dev.tandem.training.input;

/** Rows of ids of which the last ones may be empty places. */
final class Padded {
  private Padded() {}

  /** How many of the ids {@code [at, at + length)} come before the first 0. */
  static int count(int[] ids, int at, int length) {
    int count = 0;
    while (count < length && ids[at + count] != 0) {
      count++;
    }
    return count;
  }
}
