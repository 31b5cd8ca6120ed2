package dev.tandem.training.input;

/** The ids of some rows, one after the other: a view on an array that is moved along it. */
final class IdBlock {
  private final int width;
  private int[] ids = new int[0];
  private int from;
  private int rows;

  /** A view on rows of {@code width} ids. */
  IdBlock(int width) {
    this.width = width;
  }

  /** Points to the rows {@code [from, from + rows)}. */
  void moveTo(int[] newIds, int newFrom, int newRows) {
    ids = newIds;
    from = newFrom;
    rows = newRows;
  }

  int rows() {
    return rows;
  }

  int[] ids() {
    return ids;
  }

  /** Where the ids of a row begin in {@link #ids}. */
  int at(int row) {
    return (from + row) * width;
  }
}
