package dev.tandem.training.metric;

import java.util.OptionalDouble;

/**
 * How well predicted values rank the rows by what they are worth: the Gini coefficient of the
 * labels in the order of the predictions over that in the order of the labels themselves (Wang et
 * al., A deep probabilistic model for customer lifetime value prediction, 2019). 1 is the best
 * order, 0 a random one. Rows of one prediction share what they are worth together.
 */
public final class NormalisedGini {
  private NormalisedGini() {}

  /**
   * The coefficient, or empty if all labels are equal, as they then have no order.
   *
   * @param labels 0 or more; rows with NaN are left out
   */
  public static OptionalDouble of(float[] predictions, float[] labels) {
    double best = area(labels, labels);
    return best > 0 ? OptionalDouble.of(area(predictions, labels) / best) : OptionalDouble.empty();
  }

  /**
   * The area between the diagonal and the curve of the labels' running sum, the rows in ascending
   * order of the scores; not divided by the sum of the labels and the square of the rows.
   */
  private static double area(float[] scores, float[] labels) {
    int[] rows = ScoreOrder.rows(scores, labels);
    double total = 0;
    for (int row : rows) {
      total += labels[row];
    }
    double below = 0;
    double twiceUnder = 0;
    for (int from = 0; from < rows.length; ) {
      double worth = 0;
      int to = from;
      do {
        worth += labels[rows[to++]];
      } while (to < rows.length && scores[rows[to]] == scores[rows[from]]);
      twiceUnder += (to - from) * (2 * below + worth);
      below += worth;
      from = to;
    }
    return rows.length * total - twiceUnder;
  }
}
