package dev.tandem.serving.rank;

import dev.tandem.features.table.Table;
import java.util.SplittableRandom;

/** How an order is drawn. Immutable and thread-safe. */
interface Explorer {
  /**
   * Draws an order. Rows whose score is NaN come after all others.
   *
   * @param scores logarithms, or NaN, by row
   * @param features of the same rows
   * @param positions how many are filled; at most the number of rows
   */
  Order draw(double[] scores, Table features, int positions, SplittableRandom random);
}
