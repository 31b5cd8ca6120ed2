package dev.tandem.serving.rank;

/**
 * Rows that contend for one position, each with a score drawn from its own normal distribution; the
 * greatest draw wins. Used again for position after position. Not thread-safe.
 */
final class Contenders {
  // Steps of the integral within one deviation of the narrowest curve: the error of the trapezoidal
  // rule for such smooth functions falls exponentially with it, and is below 1e-9 at 4.
  private static final double STEPS_PER_DEVIATION = 4;

  private final NormalCurve curve;
  private final double[] means;
  private final double[] deviations;
  // The rivals that can make a difference within the range of the integral.
  private final int[] rivals;

  /**
   * Rows by their means and deviations, shared and not copied.
   *
   * @param means finite, or NaN for a row that does not contend
   */
  Contenders(NormalCurve curve, double[] means, double[] deviations) {
    this.curve = curve;
    this.means = means;
    this.deviations = deviations;
    this.rivals = new int[means.length];
  }

  // Hot path: RankBenchmark.
  /**
   * The probability that a row wins: the integral over x of the density of its draw at x times the
   * probabilities that each other draw is below x.
   *
   * @return above 0, since a row that has won was not impossible, and at most 1
   */
  double propensity(int winner, RowsLeft left) {
    double reach = NormalCurve.REACH;
    double from = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < left.count(); place++) {
      int row = left.row(place);
      from = Math.max(from, means[row] - reach * deviations[row]);
    }
    double to = means[winner] + reach * deviations[winner];
    double narrowest = deviations[winner];
    int count = 0;
    for (int place = 0; place < left.count(); place++) {
      int row = left.row(place);
      if (row != winner && means[row] + reach * deviations[row] > from) {
        rivals[count++] = row;
        narrowest = Math.min(narrowest, deviations[row]);
      }
    }
    int steps = (int) Math.ceil(Math.max(1, (to - from) / narrowest * STEPS_PER_DEVIATION));
    double sum = integral(winner, count, from, (to - from) / steps, steps);
    return Math.min(1, Math.max(Double.MIN_NORMAL, sum));
  }

  private double integral(int winner, int count, double from, double step, int steps) {
    double mean = means[winner];
    double deviation = deviations[winner];
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = from + i * step;
      double product = NormalCurve.density((x - mean) / deviation) / deviation;
      for (int rival = 0; rival < count && product > 0; rival++) {
        int row = rivals[rival];
        product *= curve.below((x - means[row]) / deviations[row]);
      }
      sum += product;
    }
    return sum * step;
  }
}
