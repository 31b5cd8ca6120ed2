package dev.tandem.serving.rank;

/** The rows that have a score and stand at no position yet. */
final class RowsLeft {
  private final int[] rows;
  // By row, its place in rows; -1 if it is not left.
  private final int[] places;
  private int count;

  private RowsLeft(int rowCount) {
    this.rows = new int[rowCount];
    this.places = new int[rowCount];
  }

  /** All rows whose score is a number, in their order. */
  static RowsLeft of(double[] scores) {
    RowsLeft left = new RowsLeft(scores.length);
    for (int row = 0; row < scores.length; row++) {
      boolean isNumber = !Double.isNaN(scores[row]);
      left.places[row] = isNumber ? left.count : -1;
      if (isNumber) {
        left.rows[left.count++] = row;
      }
    }
    return left;
  }

  int count() {
    return count;
  }

  /** The row at a place from 0 to the count, exclusive; removing a row moves the last one there. */
  int row(int place) {
    return rows[place];
  }

  boolean has(int row) {
    return places[row] >= 0;
  }

  void remove(int row) {
    int place = places[row];
    int last = rows[--count];
    rows[place] = last;
    places[last] = place;
    places[row] = -1;
  }
}
