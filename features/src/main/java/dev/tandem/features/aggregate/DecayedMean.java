package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The mean of the values, weighted by their events' weights, as float64; null over no events, or
 * where they are so old that all weights are 0.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record DecayedMean(DecayWeights weights, int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new TileTallies(Tally.SUM), new TileTallies(Tally.COUNT));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    double weight = weights.sum(window.tiles(1));
    if (weight == 0) {
      out.setNull(row);
    } else {
      double sum = weights.sum(window.tiles(0));
      ((DoubleColumn) out).set(row, FixedPoint.decode(sum / weight, scale));
    }
  }
}
