package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/**
 * The sum of the values, each times its event's weight, as float64; 0 over no events.
 *
 * @param scale the decimal places kept of each value; 0 for int64
 */
public record DecayedSum(DecayWeights weights, int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new TileTallies(Tally.SUM));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    ((DoubleColumn) out).set(row, FixedPoint.decode(weights.sum(window.tiles(0)), scale));
  }
}
