package dev.tandem.serving.rank;

import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fills each position with the row whose draw from a normal distribution around its score is the
 * greatest of those left, drawn anew for each position. The propensity is integrated, not sampled;
 * see {@link Contenders}.
 */
final class ThompsonExplorer implements Explorer {
  /** A greater count is taken for this one, so that the widest curve is ten times the narrowest. */
  private static final double GREATEST_COUNT = 99;

  private final Thompson settings;
  private final NormalCurve curve = new NormalCurve();

  ThompsonExplorer(Thompson settings) {
    this.settings = settings;
  }

  // Hot path: RankBenchmark.
  @Override
  public Order draw(double[] scores, Table features, int positions, SplittableRandom random) {
    double[] deviations = deviations(features, scores.length);
    Contenders contenders = new Contenders(curve, scores, deviations);
    RowsLeft left = RowsLeft.of(scores);
    Normals normals = new Normals(random);
    Order order = new Order(positions);
    while (!order.isFull() && left.count() > 0) {
      int best = -1;
      double greatest = 0;
      for (int row = 0; row < scores.length; row++) {
        if (left.has(row)) {
          double draw = scores[row] + deviations[row] * normals.next();
          if (best < 0 || draw > greatest) {
            best = row;
            greatest = draw;
          }
        }
      }
      order.add(best, left.count() == 1 ? 1 : contenders.propensity(best, left));
      left.remove(best);
    }
    // What is left has no score.
    for (int row = 0; row < scores.length && !order.isFull(); row++) {
      if (Double.isNaN(scores[row])) {
        order.add(row, 1);
      }
    }
    return order;
  }

  private double[] deviations(Table features, int rows) {
    double[] deviations = new double[rows];
    Arrays.fill(deviations, settings.sigma());
    if (settings.count().isPresent()) {
      Column counts = features.column(settings.count().get());
      for (int row = 0; row < rows; row++) {
        deviations[row] /= Math.sqrt(1 + count(counts, row));
      }
    }
    return deviations;
  }

  private static double count(Column counts, int row) {
    if (counts.isNull(row)) {
      return 0;
    }
    double count =
        counts instanceof LongColumn longs ? longs.value(row) : ((DoubleColumn) counts).value(row);
    return count > 0 ? Math.min(count, GREATEST_COUNT) : 0;
  }
}
