package dev.tandem.training.rows;

/**
 * The numbers of a row as a network reads it, of four bytes each: its ids, its dense values, then
 * the label of each task.
 */
record RowLayout(int ids, int dense, int labels) {

  /** Where the dense values begin. */
  int denseAt() {
    return ids;
  }

  /** Where the labels begin. */
  int labelsAt() {
    return ids + dense;
  }

  /** The numbers of a row. */
  int width() {
    return ids + dense + labels;
  }
}
