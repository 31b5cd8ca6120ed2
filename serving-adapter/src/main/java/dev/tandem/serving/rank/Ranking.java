package dev.tandem.serving.rank;

import dev.tandem.serving.predict.Predictions;

/** Candidates in order, the first of them at position 0. Immutable. */
public final class Ranking {
  private final String id;
  private final Order order;
  private final double[] scores;
  private final Predictions predictions;

  Ranking(String id, Order order, double[] scores, Predictions predictions) {
    this.id = id;
    this.order = order;
    this.scores = scores;
    this.predictions = predictions;
  }

  /** The id of the request; with the salt of the policy it gives the same order again. */
  public String id() {
    return id;
  }

  /** The number of positions. */
  public int size() {
    return order.size();
  }

  /** The row of the request that stands at a position. */
  public int row(int position) {
    return order.row(position);
  }

  /**
   * The natural logarithm of the product of powers that the candidate at a position has; NaN if one
   * of its predictions is not a finite number, which puts it after all others.
   */
  public double logScore(int position) {
    return scores[order.row(position)];
  }

  /**
   * The probability, above 0 and at most 1, with which exploration puts this candidate at this
   * position, given those at the positions before it; 1 without exploration. The probability of the
   * whole order is the product of all.
   */
  public double propensity(int position) {
    return order.propensity(position);
  }

  /** The prediction of a task for the candidate at a position. */
  public float prediction(int task, int position) {
    return predictions.value(task, order.row(position));
  }

  /** The predictions for all rows of the request, in its order; they say which version answered. */
  public Predictions predictions() {
    return predictions;
  }
}
