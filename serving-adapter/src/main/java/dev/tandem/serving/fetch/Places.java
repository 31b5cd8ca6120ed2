package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;

/** Which of several distinct things each row of a request stands for, numbered from 0. */
final class Places {
  private final int[] ofRow;
  private final boolean identity;

  /**
   * Takes over the number of each row's thing.
   *
   * @param count the number of distinct things, which are numbered in the order of their first rows
   */
  Places(int[] ofRow, int count) {
    this.ofRow = ofRow;
    this.identity = count == ofRow.length;
  }

  /** The number of the thing that a row stands for. */
  int of(int row) {
    return ofRow[row];
  }

  /** The number of rows. */
  int rows() {
    return ofRow.length;
  }

  /** A column with a value per thing as a column with a value per row; shared if they agree. */
  Column spread(Column perThing) {
    return identity ? perThing : perThing.select(ofRow);
  }
}
