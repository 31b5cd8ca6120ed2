package dev.tandem.serving.rank;

/**
 * Rows in the order of an answer with the propensity of each: the probability with which its row
 * stands at its position, given the rows before it. Filled from the first position on.
 */
final class Order {
  private final int[] rows;
  private final double[] propensities;
  private int size;

  /** An order of so many positions, none of them filled. */
  Order(int positions) {
    this.rows = new int[positions];
    this.propensities = new double[positions];
  }

  /** An order that could not be another. */
  static Order certain(int[] rows) {
    Order order = new Order(rows.length);
    for (int row : rows) {
      order.add(row, 1);
    }
    return order;
  }

  /** Fills the next position. */
  void add(int row, double propensity) {
    rows[size] = row;
    propensities[size++] = propensity;
  }

  boolean isFull() {
    return size == rows.length;
  }

  int size() {
    return size;
  }

  int row(int position) {
    return rows[position];
  }

  double propensity(int position) {
    return propensities[position];
  }
}
